/// A thread as it was seen below /proc, and the state it was left in.
///
/// What its counters gained since the last time becomes records as the kernel would have
/// written them: blocked first, then ready, then on a CPU up to now. The sums are the
/// kernel's own; where in between a thread ran nobody knows.
struct SampledThread {
  /// Nanoseconds that are not told from nothing: counters are read one after the other.
  private static let tolerance: Int64 = 300_000

  let process: Int32
  let thread: Int32
  var name: String
  var round: Int
  /// The instant up to which its states are told.
  private(set) var since: Int64
  private(set) var isRunning = true
  /// Whether the reason of the wait it is in was asked for.
  var isExplained = false
  private(set) var counters: Counters

  /// `/proc/PID/task/TID/schedstat`.
  struct Counters: Equatable {
    /// Nanoseconds on a CPU, and ready without one.
    var run: Int64
    var ready: Int64
    /// How often it was given a CPU.
    var turns: Int64

    init?(_ numbers: [Int64]?) {
      guard let numbers, numbers.count >= 3 else { return nil }
      (run, ready, turns) = (numbers[0], numbers[1], numbers[2])
    }
  }

  init(
    process: Int32, thread: Int32, name: String, at time: Int64, round: Int, _ counters: Counters
  ) {
    self.process = process
    self.thread = thread
    self.name = name
    self.round = round
    self.counters = counters
    since = time
  }

  /// Takes what the counters are now.
  ///
  /// - Returns: Whether the thread has done nothing since the last time.
  mutating func advance(
    to now: Int64, _ next: Counters, _ records: inout [PerfRecord]
  ) -> Bool {
    guard next != counters else {
      if isRunning { leave(at: since, isPreempted: false, &records) }
      return true
    }
    let whole = max(0, now - since)
    var run = min(max(0, next.run - counters.run), whole)
    var ready = min(max(0, next.ready - counters.ready), whole - run)
    counters = next
    if whole - run - ready < Self.tolerance { run = whole - ready }
    if ready < Self.tolerance, isRunning { ready = 0 }
    let blocked = whole - run - ready
    if isRunning, blocked + ready > 0 { leave(at: since, isPreempted: blocked == 0, &records) }
    if !isRunning {
      if ready > 0 { append(now - run - ready, .waking(by: 0), &records) }
      append(now - run, .switchIn, &records)
      isRunning = true
    }
    since = now
    isExplained = false
    return false
  }

  /// The thread was there for the last time.
  func end(at time: Int64, _ records: inout [PerfRecord]) {
    append(max(time, since), .exit, &records)
  }

  /// Whether nothing has happened since these counters were taken.
  func isAt(_ other: Counters) -> Bool { counters == other }

  private mutating func leave(
    at time: Int64, isPreempted: Bool, _ records: inout [PerfRecord]
  ) {
    append(time, .switchOut(isPreempted: isPreempted), &records)
    isRunning = false
  }

  func append(_ time: Int64, _ kind: PerfRecord.Kind, _ records: inout [PerfRecord]) {
    records.append(
      PerfRecord(time: time, process: process, thread: thread, cpu: -1, kind: kind))
  }
}
