/// How much of the machine the tasks of a replay can have (METHOD 9).
package enum CoreCapacity: Hashable, Sendable {
  /// As many cores as there are threads that want one.
  case unlimited
  /// So many cores' worth, C or C_eff, shared evenly; one thread has one core at most.
  case shared(Double)
  /// Cores of which some are disturbed by other programs: each one's speed, fastest first.
  ///
  /// As long as there is a core for every thread, the one that came last has the
  /// slowest; with more threads than cores they share evenly (METHOD 14, lesson b).
  case unequal([Double])

  /// The most that all cores together do.
  var total: Double {
    switch self {
    case .unlimited: .infinity
    case .shared(let capacity): capacity
    case .unequal(let speeds): speeds.reduce(0, +)
    }
  }

  /// The most that so many threads can do together.
  func most(threads: Int) -> Double {
    switch self {
    case .unlimited: Double(threads)
    case .shared(let capacity): min(capacity, Double(threads))
    case .unequal(let speeds): speeds.prefix(threads).reduce(0, +)
    }
  }
}

/// The interpreter lock of a process: one thread at a time (METHOD 9).
package struct GILLoad: Hashable, Sendable {
  /// g: the share of the CPU time during which the lock is held.
  package var share: Double
  /// What switching between threads that compete for it costs, as a share of the time held.
  package var switching: Double

  package init(share: Double, switching: Double = 0) {
    self.share = min(max(share, 0), 1)
    self.switching = max(switching, 0)
  }

  /// The most that each of so many threads gets on with.
  func rate(threads: Int) -> Double {
    let demand = share * Double(threads)
    guard demand > 1 else { return 1 }
    return 1 / (demand * (1 + switching))
  }
}
