import TraceModel

/// The core ledger while the sweep runs (METHOD 4.3).
struct CoreLedger {
  /// What waits and could have used an idle core, at one instant.
  struct Candidates {
    var lanesOffCore: Tally
    var tasksOffCore: Tally
    var dispatchable: Int64
    var startable: Int64
    var unserved: Int64
    /// What becomes of cores that nothing waits for.
    var rest: Bucket
  }

  let cores: Int64
  private var times = Tally()
  /// Time · lanes by state, for each number of lanes above the number of cores.
  private var crowded: [Int64: Tally] = [:]
  /// The largest number of lanes that ran at once.
  private(set) var peak: Int64 = 0

  init(cores: Int64) { self.cores = cores }

  var isEstimated: Bool { !crowded.isEmpty }

  /// Books an interval in which nothing changes.
  mutating func book(running: Tally, _ candidates: Candidates, time: Int64) {
    let lanes = running.total
    peak = max(peak, lanes)
    if lanes > cores {
      crowded[lanes, default: Tally()].add(running, times: time)
      return
    }
    times.add(running, times: time)
    var idle = cores - lanes
    func charge(_ count: Int64, _ bucket: Bucket) {
      let taken = min(idle, count)
      times[bucket] &+= taken &* time
      idle -= taken
    }
    let (off, tasks) = (candidates.lanesOffCore, candidates.tasksOffCore)
    charge(off[.runq], .runq)
    charge(off[.gil], .gil)
    charge(off[.lock] + tasks[.lock], .lock)
    charge(tasks[.loop], .loop)
    charge(candidates.dispatchable, .dispatch)
    charge(candidates.startable, .startup)
    for phase in [Bucket.serialization, .startup, .dispatch, .teardown] {
      charge(off[phase], phase)
    }
    charge(candidates.unserved, .tooFewWorkers)
    charge(off[.io] + tasks[.io], .io)
    charge(off[.unattributed] + tasks[.unattributed], .unattributed)
    charge(idle, candidates.rest)
  }

  /// The ledger: crowded intervals scaled by cores/lanes in exact arithmetic,
  /// whole nanoseconds by largest remainder.
  func finished() -> Ledger {
    var sums = times
    var fractions = [Double](repeating: 0, count: Bucket.count)
    var left: Int64 = 0
    for (lanes, tally) in crowded.sorted(by: { $0.key < $1.key }) {
      left &+= tally.total / lanes &* cores
      for bucket in Bucket.allCases where tally[bucket] != 0 {
        let product = tally[bucket].multipliedFullWidth(by: cores)
        let share = lanes.dividingFullWidth(product)
        sums[bucket] &+= share.quotient
        left &-= share.quotient
        fractions[Int(bucket.rawValue)] += Double(share.remainder) / Double(lanes)
      }
    }
    while left > 0, let largest = fractions.indices.max(by: { fractions[$0] < fractions[$1] }) {
      guard let bucket = Bucket(rawValue: UInt8(largest)) else { break }
      sums[bucket] &+= 1
      fractions[largest] -= 1
      left -= 1
    }
    return Ledger(sums)
  }
}
