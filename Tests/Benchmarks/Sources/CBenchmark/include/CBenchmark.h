#ifndef STRETTO_CBENCHMARK_H
#define STRETTO_CBENCHMARK_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/// The processor's counter: what a span cannot be cheaper than, twice.
static inline uint64_t benchmark_counter(void) {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  uint64_t ticks;
  __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
  return ticks;
#endif
}

static inline uint64_t benchmark_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/// Keeps a value from being optimised away.
static inline void benchmark_keep(uint64_t value) {
  __asm__ volatile("" : : "r"(value) : "memory");
}

/// Heap allocations of the calling thread so far, counted by an interposed allocator.
uint64_t benchmark_allocations(void);

/// Runs `body` on two threads, `rounds` times on each, both starting each round
/// together and resting 70 ms after it; returns when both are done.
void benchmark_on_two_threads(void (*body)(void *, int), void *context, int rounds);

#endif
