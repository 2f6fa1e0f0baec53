/// A point on the run's clock, or a length of time, in whole nanoseconds.
///
/// Points are CLOCK_MONOTONIC when recorded and relative to the trace's own
/// origin when read from a file. Readers admit only values within
/// `Nanoseconds.admitted`, so that differences of two of them cannot overflow.
package struct Nanoseconds: Hashable, Comparable, Sendable {
  package var count: Int64

  @inlinable
  package init(_ count: Int64) { self.count = count }

  /// What a reader accepts as a time or a duration: ±2^61 ns, about 73 years.
  package static let admitted = Nanoseconds(-(1 << 61))...Nanoseconds(1 << 61)

  @inlinable
  package static func < (left: Nanoseconds, right: Nanoseconds) -> Bool { left.count < right.count }

  /// As seconds, for printing and for ratios only; never for arithmetic on time.
  @inlinable
  package var seconds: Double { Double(count) / 1e9 }
}

extension Nanoseconds: AdditiveArithmetic {
  package static let zero = Nanoseconds(0)

  @inlinable
  package static func + (left: Nanoseconds, right: Nanoseconds) -> Nanoseconds {
    Nanoseconds(left.count + right.count)
  }

  @inlinable
  package static func - (left: Nanoseconds, right: Nanoseconds) -> Nanoseconds {
    Nanoseconds(left.count - right.count)
  }

  @inlinable
  package static func * (left: Nanoseconds, right: Int) -> Nanoseconds {
    Nanoseconds(left.count * Int64(right))
  }
}
