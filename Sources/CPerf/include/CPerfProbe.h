#pragma once

// What this machine lets a recorder see, found by trying it on the calling thread.

#include <stdint.h>

#pragma clang assume_nonnull begin

/// What is tried.
enum stretto_probe {
  /// Records of the thread's own context switches, without the kernel's part.
  STRETTO_PROBE_SWITCHES,
  /// Samples of what the thread runs, outside the kernel.
  STRETTO_PROBE_SAMPLES,
  /// The same, inside the kernel too.
  STRETTO_PROBE_KERNEL_SAMPLES,
  /// A sample with the kernel's callchain where the thread blocks.
  STRETTO_PROBE_BLOCKING,
  /// Records of the context switches of all processes, on one CPU.
  STRETTO_PROBE_EVERYONE,
};

/// Opens an event of that kind, makes happen what it tells of, and counts what it told.
///
/// Takes a few milliseconds, at most a second. Returns the number of records, 0
/// for an event that opens and stays silent, or a negative error number.
int stretto_probe(int kind);

/// Maps one ring of `pages` pages (a power of two) for each of the CPUs from 0 on.
///
/// Returns how many it got, or a negative error number where not one was mapped.
int stretto_probe_rings(int cpus, int pages);

#pragma clang assume_nonnull end
