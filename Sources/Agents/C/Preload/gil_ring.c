#include "gil_ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// 262144 records: what one thread that does nothing else writes in a tenth of a
// second, after which the recorder has come by.
#define LARGEST (GIL_HEADER_SIZE + (4u << 20))
// Space on disk is claimed ahead, so that a full disk costs records and never a
// bus error.
#define FIRST_CLAIM (4u * GIL_HEADER_SIZE)

static struct gil_header *header;
static struct gil_record *records;
// All below, and what the file holds, belong to the holder of `busy`. The
// interpreter calls nearly always under a mutex of its own: it is never fought for.
static atomic_flag busy = ATOMIC_FLAG_INIT;
static bool failed;
static uint64_t claimed, mapped, lost;
static char path[4096];

static __thread uint32_t tid __attribute__((tls_model("initial-exec")));

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void take(void) {
  for (unsigned spins = 0; atomic_flag_test_and_set_explicit(&busy, memory_order_acquire);)
    if (++spins % 64 == 0) sched_yield();
}

static void give(void) { atomic_flag_clear_explicit(&busy, memory_order_release); }

// Claims the file up to `size`.
static bool claim(int file, uint64_t size) {
  if (posix_fallocate(file, (off_t)claimed, (off_t)(size - claimed)) != 0) return false;
  claimed = size;
  return true;
}

static bool map(int file, uint64_t start) {
  struct rlimit limit;
  mapped = LARGEST;
  claimed = 0;
  // To write beyond this limit is a signal.
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < mapped)
    mapped = limit.rlim_cur / GIL_HEADER_SIZE * GIL_HEADER_SIZE;
  if (mapped < FIRST_CLAIM || !claim(file, FIRST_CLAIM)) return false;
  if (ftruncate(file, (off_t)mapped) != 0) return false;
  void *memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) return false;
  header = memory;
  records = (void *)((char *)memory + GIL_HEADER_SIZE);
  header->layout = GIL_LAYOUT;
  header->record_size = sizeof(struct gil_record);
  header->process = (uint32_t)getpid();
  header->start = start;
  atomic_init(&header->capacity, (mapped - GIL_HEADER_SIZE) / sizeof(struct gil_record));
  // Written last: until then this is no such file.
  __atomic_store_n(&header->magic, GIL_MAGIC, __ATOMIC_RELEASE);
  return true;
}

static bool open_file(void) {
  const char *folder = getenv("STRETTO_AGENT_GIL");
  uint64_t start = now();
  if (!folder || snprintf(path, sizeof path, "%s/%d-%llu.gil", folder, (int)getpid(),
                          (unsigned long long)start) >= (int)sizeof path)
    return false;
  int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  bool done = map(file, start);
  if (!done) unlink(path);
  close(file);
  return done;
}

static bool is_open(void) {
  if (!header && !failed) failed = !open_file();
  return header != NULL;
}

// Whether the slot may be written: claims more of the file where it must.
static bool reach(uint64_t slot, uint64_t *capacity) {
  uint64_t end = GIL_HEADER_SIZE + (slot + 1) * sizeof(struct gil_record);
  if (end <= claimed) return true;
  int file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  uint64_t size = claimed * 2 < mapped ? claimed * 2 : mapped;
  bool done = file >= 0 && claim(file, size);
  if (file >= 0) close(file);
  if (done) return true;
  // All there are lie below: the records go round from here on.
  *capacity = (claimed - GIL_HEADER_SIZE) / sizeof(struct gil_record);
  atomic_store_explicit(&header->capacity, *capacity, memory_order_relaxed);
  return false;
}

static bool put(enum gil_event event, uint32_t thread, uint64_t time) {
  uint64_t tail = atomic_load_explicit(&header->tail, memory_order_acquire);
  uint64_t head = atomic_load_explicit(&header->head, memory_order_relaxed);
  uint64_t origin = atomic_load_explicit(&header->origin, memory_order_relaxed);
  uint64_t capacity = atomic_load_explicit(&header->capacity, memory_order_relaxed);
  if (tail == head && origin != head) {
    origin = head;
    atomic_store_explicit(&header->origin, origin, memory_order_relaxed);
  }
  // A tail beyond the head is no reader of ours.
  if (head - tail >= capacity) return false;
  uint64_t slot = (head - origin) % capacity;
  if (!reach(slot, &capacity)) {
    if (head - tail >= capacity) return false;
    slot = (head - origin) % capacity;
  }
  records[slot] = (struct gil_record){.time = time, .thread = thread, .event = event};
  atomic_store_explicit(&header->head, head + 1, memory_order_release);
  return true;
}

// The budget is 0.3 us for a release and an acquire: two clock readings of 30 ns
// each are the most of it, then two uncontended atomic exchanges; no system call
// but a thread's first.
void gil_ring_note(enum gil_event event) {
  int number = errno;
  if (tid == 0) tid = (uint32_t)syscall(SYS_gettid);
  take();
  if (is_open()) {
    uint64_t time = now();
    if (lost > 0 && put(GIL_LOST, lost > UINT32_MAX ? UINT32_MAX : (uint32_t)lost, time)) lost = 0;
    if (lost > 0 || !put(event, tid, time)) {
      lost += 1;
      atomic_fetch_add_explicit(&header->dropped, 1, memory_order_relaxed);
    }
  }
  give();
  errno = number;
}

void gil_ring_open(uint32_t flags) {
  int number = errno;
  take();
  if (is_open()) atomic_store_explicit(&header->flags, flags, memory_order_relaxed);
  give();
  errno = number;
}

void gil_ring_count_further(void) {
  take();
  if (header) atomic_fetch_add_explicit(&header->further, 1, memory_order_relaxed);
  give();
}

void gil_ring_leave(void) {
  if (header) munmap(header, mapped);
  header = NULL;
  failed = false;
  lost = 0;
  tid = 0;
  give();
}
