#include "CClock.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Atomic bool stretto_clock_reads_counter = false;

static const char *const source_path =
  "/sys/devices/system/clocksource/clocksource0/current_clocksource";

/// The clock sources that are the counter `stretto_clock_counter` reads.
static bool kernel_trusts_counter(void) {
  char name[32] = {0};
  int file = open(source_path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t count = read(file, name, sizeof name - 1);
  close(file);
  if (count <= 0) return false;
  name[strcspn(name, "\n")] = 0;
#if defined(__x86_64__)
  return strcmp(name, "tsc") == 0;
#elif defined(__aarch64__)
  return strcmp(name, "arch_sys_counter") == 0;
#else
  return false;
#endif
}

static void decide(void) {
  const char *choice = getenv("STRETTO_CLOCK");
  bool declined = choice != NULL && strcmp(choice, "monotonic") == 0;
  atomic_store(&stretto_clock_reads_counter, !declined && kernel_trusts_counter());
}

bool stretto_clock_prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, decide);
  return atomic_load(&stretto_clock_reads_counter);
}

stretto_clock_anchor stretto_clock_read_anchor(void) {
  stretto_clock_anchor best = {0, 0};
  if (!atomic_load(&stretto_clock_reads_counter)) {
    best.nanoseconds = stretto_clock_monotonic();
    best.ticks = (uint64_t)best.nanoseconds;
    return best;
  }
  uint64_t narrowest = UINT64_MAX;
  for (int attempt = 0; attempt < 16; attempt++) {
    uint64_t before = stretto_clock_counter();
    int64_t nanoseconds = stretto_clock_monotonic();
    uint64_t width = stretto_clock_counter() - before;
    if (width >= narrowest) continue;
    narrowest = width;
    best.ticks = before + width / 2;
    best.nanoseconds = nanoseconds;
  }
  return best;
}
