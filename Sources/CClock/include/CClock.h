#ifndef STRETTO_CCLOCK_H
#define STRETTO_CCLOCK_H

// Clock reads of the tracer's hot path: nothing here allocates or locks.

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#pragma clang assume_nonnull begin

/// Whether ticks come from the processor's counter; decided once, by
/// `stretto_clock_prepare`. Otherwise ticks are CLOCK_MONOTONIC nanoseconds.
extern _Atomic bool stretto_clock_reads_counter;

/// A reading of both clocks at one instant.
typedef struct stretto_clock_anchor {
  uint64_t ticks;
  int64_t nanoseconds;
} stretto_clock_anchor;

/// CLOCK_MONOTONIC in nanoseconds: about 29 ns through the vDSO.
static inline int64_t stretto_clock_monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// CPU time of the calling thread in nanoseconds: a system call, about 1 µs.
static inline uint64_t stretto_clock_thread_cpu(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/// The processor's own counter, which runs at a constant rate on all cores.
static inline uint64_t stretto_clock_counter(void) {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  uint64_t ticks;
  __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
  return ticks;
#else
  return (uint64_t)stretto_clock_monotonic();
#endif
}

/// Now, in ticks: the counter where the kernel itself trusts it, else nanoseconds.
static inline uint64_t stretto_clock_ticks(void) {
  if (__builtin_expect(
        atomic_load_explicit(&stretto_clock_reads_counter, memory_order_relaxed), 1)) {
    return stretto_clock_counter();
  }
  return (uint64_t)stretto_clock_monotonic();
}

/// Decides once per process whether the counter is read; call before the first tick.
///
/// The counter is read when it is the kernel's own clock source, which the
/// kernel leaves as soon as it finds the counter unstable. The environment
/// STRETTO_CLOCK=monotonic declines it.
bool stretto_clock_prepare(void);

/// Both clocks at one instant: the tightest of 16 bracketed readings.
stretto_clock_anchor stretto_clock_read_anchor(void);

#pragma clang assume_nonnull end

#endif
