/// How many cores this process can really have now, other programs' load taken off.
///
/// The rate of as many spin loops as there are cores, together, over the rate
/// of one alone (METHOD 14, lesson a). Foreign load, hyper-threads and lower
/// clocks under load all show.
package struct FreeCores: Hashable, Sendable {
  /// From 0 to `cores`.
  package var count: Double
  /// CPUs of the affinity mask, capped by the cgroup's quota.
  package var cores: Int

  package init(count: Double, cores: Int) {
    self.count = count
    self.cores = cores
  }

  /// Judges measured rates, in steps per second: of one loop alone (the best
  /// of several tries), and the sum of all together.
  package init(alone: Double, together: Double, cores: Int) {
    let ratio = alone > 0 ? together / alone : 0
    self.init(count: min(max(ratio, 0), Double(cores)), cores: cores)
  }
}
