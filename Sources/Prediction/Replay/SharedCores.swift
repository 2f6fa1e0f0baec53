/// The running jobs of a replay, all at the rate that cores and GIL allow.
///
/// Where all run equally fast, one virtual clock stands for them: a job is done
/// when the clock has gone on by its amount, so nothing is updated as rates
/// change, O(log n) per job. Only jobs on unequal cores are kept one by one, and
/// there are no more of those than cores.
struct SharedCores {
  private struct Entry: Comparable {
    var finish: Double
    var order: Int
    var job: Int

    static func < (left: Entry, right: Entry) -> Bool {
      (left.finish, left.order) < (right.finish, right.order)
    }
  }

  /// The most that all cores together do.
  private let total: Double
  private let gil: GILLoad?
  private let speeds: [Double]
  private var clock = 0.0
  private var jobs = MinHeap<Entry>()
  /// Jobs on cores of their own, the first come on the fastest.
  private var placed: [(job: Int, remaining: Double)] = []
  private var added = 0
  /// The most that the lock lets each of the jobs that run now get on with.
  private var limit = 1.0
  /// How fast the clock goes with the jobs that run now.
  private var rate = 1.0

  init(_ capacity: CoreCapacity, gil: GILLoad?) {
    total = capacity.total
    self.gil = gil
    if case .unequal(let speeds) = capacity { self.speeds = speeds } else { speeds = [] }
    setRates()
  }

  private var isPlaced: Bool { jobs.isEmpty && !speeds.isEmpty }
  private var count: Int { jobs.count + placed.count }

  private func rate(of place: Int) -> Double { min(speeds[place], limit) }

  /// Due whenever a job comes or goes; asked for far more often.
  private mutating func setRates() {
    limit = gil?.rate(threads: count) ?? 1
    rate = min(min(1, total / Double(max(count, 1))), limit)
  }

  mutating func add(_ job: Int, _ amount: Double) {
    added += 1
    defer { setRates() }
    if isPlaced, placed.count < speeds.count {
      placed.append((job, amount))
      return
    }
    for entry in placed {
      jobs.insert(Entry(finish: clock + entry.remaining, order: added, job: entry.job))
      added += 1
    }
    placed = []
    jobs.insert(Entry(finish: clock + amount, order: added, job: job))
  }

  /// How long until the next job is done; nil when none runs, infinite when none gets on.
  var untilNext: Double? {
    if isPlaced {
      return placed.indices.map { placed[$0].remaining / rate(of: $0) }.min()
    }
    return jobs.first.map { max($0.finish - clock, 0) / rate }
  }

  mutating func advance(by time: Double) {
    if isPlaced {
      for place in placed.indices { placed[place].remaining -= time * rate(of: place) }
    } else if !jobs.isEmpty {
      clock += time * rate
    }
  }

  /// Takes the job that is done next off its core.
  mutating func removeNext() -> Int? {
    defer { setRates() }
    if isPlaced {
      let next = placed.indices.min {
        placed[$0].remaining / rate(of: $0) < placed[$1].remaining / rate(of: $1)
      }
      return next.map { placed.remove(at: $0).job }
    }
    guard let entry = jobs.removeFirst() else { return nil }
    clock = max(clock, entry.finish)
    if !speeds.isEmpty, jobs.count <= speeds.count { place() }
    if jobs.isEmpty { clock = 0 }
    return entry.job
  }

  /// Gives every running job a core of its own, in the order in which they came.
  private mutating func place() {
    var entries: [Entry] = []
    while let entry = jobs.removeFirst() { entries.append(entry) }
    entries.sort { $0.order < $1.order }
    placed = entries.map { ($0.job, max($0.finish - clock, 0)) }
  }
}
