#include "ring_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

uint64_t ring_file_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t ring_file_limit(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 ? limit.rlim_cur : UINT64_MAX;
}

static bool map(struct ring_file *file, int descriptor, uint64_t claimed) {
  if (posix_fallocate(descriptor, 0, (off_t)claimed) != 0) return false;
  if (ftruncate(descriptor, (off_t)file->size) != 0) return false;
  void *memory = mmap(NULL, file->size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (memory == MAP_FAILED) return false;
  file->memory = memory;
  return true;
}

bool ring_file_open(struct ring_file *file, const char *ending, uint64_t size, uint64_t claimed) {
  const char *folder = getenv("STRETTO_AGENT_GIL");
  file->start = ring_file_now();
  file->size = size;
  if (!folder || snprintf(file->path, sizeof file->path, "%s/%d-%llu.%s", folder, (int)getpid(),
                          (unsigned long long)file->start, ending) >= (int)sizeof file->path)
    return false;
  int descriptor = open(file->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return false;
  bool done = map(file, descriptor, claimed);
  if (!done) unlink(file->path);
  close(descriptor);
  return done;
}

bool ring_file_claim(const struct ring_file *file, uint64_t from, uint64_t to) {
  // Opened anew: no descriptor of ours is among the process's own.
  int descriptor = open(file->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return false;
  bool done = posix_fallocate(descriptor, (off_t)from, (off_t)(to - from)) == 0;
  close(descriptor);
  return done;
}

void ring_file_close(struct ring_file *file) {
  if (file->memory) munmap(file->memory, file->size);
  file->memory = NULL;
}
