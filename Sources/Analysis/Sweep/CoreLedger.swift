import TraceModel

/// The core ledger while the sweep runs (METHOD 4.3).
struct CoreLedger {
  /// What waits and could have used an idle core, at one instant.
  struct Candidates {
    /// Lanes on a core, and lanes and async tasks off it, by state; tasks in a
    /// step are on their lane's account.
    var running = Tally()
    var lanes = Tally()
    var tasks = Tally()
    /// Queued tasks, by why nobody has taken them.
    var dispatchable: Int64 = 0
    var startable: Int64 = 0
    var unserved: Int64 = 0
  }

  let cores: Int64
  var now = Candidates()
  private var times = Tally()
  /// Time · lanes by state, for each number of lanes above the number of cores.
  private var crowded: [Tally] = []
  private var places: [Int64: Int] = [:]
  private var latest: (lanes: Int64, place: Int) = (-1, 0)
  /// The largest number of lanes that ran at once.
  private(set) var peak: Int64 = 0

  init(cores: Int64) { self.cores = cores }

  var isEstimated: Bool { !crowded.isEmpty }

  /// Books an interval in which nothing changes; returns the cores for which
  /// nothing waits.
  mutating func book(_ time: Int64) -> Int64 {
    let lanes = now.running.total
    peak = max(peak, lanes)
    if lanes > cores {
      crowded[place(of: lanes)].add(now.running, times: time)
      return 0
    }
    times.add(now.running, times: time)
    var idle = cores - lanes
    if idle == 0 { return 0 }
    charge(&idle, now.lanes[.throttled], .throttled, time)
    charge(&idle, now.lanes[.runq], .runq, time)
    charge(&idle, now.lanes[.gil], .gil, time)
    charge(&idle, now.lanes[.lock] + now.tasks[.lock], .lock, time)
    charge(&idle, now.tasks[.loop], .loop, time)
    charge(&idle, now.dispatchable, .dispatch, time)
    charge(&idle, now.startable, .startup, time)
    charge(&idle, now.lanes[.serialization], .serialization, time)
    charge(&idle, now.lanes[.startup], .startup, time)
    charge(&idle, now.lanes[.dispatch], .dispatch, time)
    charge(&idle, now.lanes[.teardown], .teardown, time)
    charge(&idle, now.unserved, .tooFewWorkers, time)
    charge(&idle, now.lanes[.io] + now.tasks[.io], .io, time)
    charge(
      &idle, now.lanes[.unattributed] + now.tasks[.unattributed], .unattributed, time)
    return idle
  }

  private mutating func charge(
    _ idle: inout Int64, _ count: Int64, _ bucket: Bucket, _ time: Int64
  ) {
    let taken = min(idle, count)
    if taken == 0 { return }
    times[bucket] &+= taken &* time
    idle -= taken
  }

  private mutating func place(of lanes: Int64) -> Int {
    if latest.lanes == lanes { return latest.place }
    let place = places[lanes] ?? crowded.count
    if place == crowded.count {
      places[lanes] = place
      crowded.append(Tally())
    }
    latest = (lanes, place)
    return place
  }

  /// Adds what a later chunk of the same run has booked.
  mutating func add(_ later: CoreLedger) {
    times.add(later.times, times: 1)
    peak = max(peak, later.peak)
    for (lanes, theirs) in later.places {
      crowded[place(of: lanes)].add(later.crowded[theirs], times: 1)
    }
  }

  /// The ledger: crowded intervals scaled by cores/lanes in exact arithmetic,
  /// whole nanoseconds by largest remainder; `rest` is what became of cores that
  /// nothing waited for.
  func finished(rest: Tally) -> Ledger {
    var sums = times
    sums.add(rest, times: 1)
    var fractions = [Double](repeating: 0, count: Bucket.count)
    var left: Int64 = 0
    for (lanes, place) in places.sorted(by: { $0.key < $1.key }) {
      let tally = crowded[place]
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
