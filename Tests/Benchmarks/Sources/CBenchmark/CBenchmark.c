#include "CBenchmark.h"

#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

// glibc's own entry points, behind the names defined here.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static _Thread_local uint64_t allocations;

uint64_t benchmark_allocations(void) { return allocations; }

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations++;
  return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  allocations++;
  return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  allocations++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  allocations++;
  *block = __libc_memalign(alignment, size);
  return *block == NULL ? 12 : 0;
}

struct call {
  void (*body)(void *, int);
  void *context;
  int number;
  int rounds;
  pthread_barrier_t *barrier;
};

static void *run(void *argument) {
  struct call *call = argument;
  for (int round = 0; round < call->rounds; round++) {
    pthread_barrier_wait(call->barrier);
    call->body(call->context, call->number);
    usleep(70000);
  }
  return NULL;
}

void benchmark_on_two_threads(void (*body)(void *, int), void *context, int rounds) {
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, NULL, 2);
  struct call calls[2] = {
    {body, context, 0, rounds, &barrier}, {body, context, 1, rounds, &barrier}};
  pthread_t threads[2];
  for (int index = 0; index < 2; index++) {
    pthread_create(&threads[index], NULL, run, &calls[index]);
  }
  for (int index = 0; index < 2; index++) pthread_join(threads[index], NULL);
  pthread_barrier_destroy(&barrier);
}
