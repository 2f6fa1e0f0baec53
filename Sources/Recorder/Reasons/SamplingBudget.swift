/// Keeps samples at context switches from costing more than a small share of the CPUs.
///
/// A program that switches tens of thousands of times a second is sampled for a while, then
/// not for as long as brings the average down. The kernel's own limit (a frequency) would
/// not do: after a burst of short waits it passes over the next long ones.
struct SamplingBudget {
  /// Samples a second and CPU; each takes the CPU for about 3 µs.
  private static let rate = 8000
  private static let longestPause: Int64 = 1_000_000_000

  private let cpus: Int
  private var last: Int64?
  private var resumption: Int64?
  /// Nanoseconds without samples.
  private(set) var paused: Int64 = 0

  init(cpus: Int) { self.cpus = max(1, cpus) }

  /// Takes how many samples came since the last call.
  ///
  /// - Returns: Whether to go on or to pause from now on; nil for no change.
  mutating func note(_ samples: Int, at now: Int64) -> Bool? {
    guard let last else {
      self.last = now
      return nil
    }
    let elapsed = max(0, now - last)
    if let resumption {
      guard now >= resumption else { return nil }
      paused += elapsed
      self.resumption = nil
      self.last = now
      return true
    }
    self.last = now
    let affordable = Int64(Self.rate * cpus)
    let needed = Int64(clamping: samples) * 1_000_000_000 / affordable
    guard needed > elapsed + elapsed / 2 else { return nil }
    resumption = now + min(needed - elapsed, Self.longestPause)
    return false
  }
}
