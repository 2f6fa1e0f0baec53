import CClock

/// An instant as the hot path reads it: raw clock ticks, converted when drained.
///
/// Ticks of the processor's counter where the kernel trusts it, else
/// CLOCK_MONOTONIC nanoseconds; comparable between the threads and processes of
/// one machine, never between machines.
package struct Ticks: Hashable, Comparable, Sendable {
  package let count: UInt64

  @inlinable
  package init(count: UInt64) { self.count = count }

  /// Reads the clock: about 11 ns where the counter is usable, else 29 ns.
  package static func now() -> Ticks { Ticks(count: stretto_clock_ticks()) }

  @inlinable
  package static func < (left: Ticks, right: Ticks) -> Bool { left.count < right.count }
}

/// CPU time of the calling thread so far, in nanoseconds.
///
/// A system call of about 1 µs: read at the two ends of a task, never of a span.
package func threadCPUNanoseconds() -> UInt64 { stretto_clock_thread_cpu() }
