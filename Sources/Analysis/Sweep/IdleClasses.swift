import TraceModel

/// Classifies idle capacity by global facts: too early, too late, or nothing
/// left to hand out (METHOD 4.2).
///
/// With the run's marks each interval is classified at once. Without them, in
/// one pass that does not know the future, what the last submission and the
/// last end decide is kept apart until a later one commits it (METHOD 12).
struct IdleClasses {
  /// Capacity · time of one interval in which nothing changes.
  struct Amounts {
    /// On units that are not ready.
    var starting: Int64 = 0
    /// On ready units while tasks are queued.
    var dispatch: Int64 = 0
    /// On all other ready units.
    var rest: Int64 = 0
  }

  private let marks: Marks?
  private(set) var sums = Tally()

  private var isCreated = false
  private var hasEnded = false
  /// Since the last end: committed when another task ends.
  private var sinceEnd = Amounts()
  /// Of that, what a later submission has shown to be `serial`.
  private var serialSinceEnd: Int64 = 0
  /// Before the last end but after the last submission.
  private var sinceSubmission: Int64 = 0

  /// - Parameter marks: Nil for one pass that does not know the future.
  init(_ marks: Marks?) { self.marks = marks }

  mutating func book(_ amounts: Amounts, at time: Int64) {
    guard let marks else { return keep(amounts) }
    let all = amounts.starting &+ amounts.dispatch &+ amounts.rest
    switch marks.phase(at: time) {
    case .after: sums[.teardown] &+= all
    case .before: sums[.serial] &+= all
    case .handingOut: commit(amounts, rest: .serial)
    case .handedOut: commit(amounts, rest: .tail)
    }
  }

  private mutating func commit(_ amounts: Amounts, rest: Bucket) {
    sums[.startup] &+= amounts.starting
    sums[.dispatch] &+= amounts.dispatch
    sums[rest] &+= amounts.rest
  }

  private mutating func keep(_ amounts: Amounts) {
    guard isCreated else {
      sums[.serial] &+= amounts.starting &+ amounts.dispatch &+ amounts.rest
      return
    }
    sinceEnd.starting &+= amounts.starting
    sinceEnd.dispatch &+= amounts.dispatch
    sinceEnd.rest &+= amounts.rest
  }

  mutating func create() { isCreated = true }

  /// More was handed out: idle ready units had been starved.
  mutating func submit() {
    isCreated = true
    sums[.serial] &+= sinceSubmission
    sinceSubmission = 0
    serialSinceEnd &+= sinceEnd.rest
    sinceEnd.rest = 0
  }

  /// A task ended: what came before was no teardown.
  mutating func end() {
    hasEnded = true
    sums[.startup] &+= sinceEnd.starting
    sums[.dispatch] &+= sinceEnd.dispatch
    sums[.serial] &+= serialSinceEnd
    sinceSubmission &+= sinceEnd.rest
    (sinceEnd, serialSinceEnd) = (Amounts(), 0)
  }

  /// Nothing comes any more.
  mutating func finish() {
    guard marks == nil else { return }
    if hasEnded {
      sums[.teardown] &+= sinceEnd.starting &+ sinceEnd.dispatch &+ sinceEnd.rest
      sums[.teardown] &+= serialSinceEnd
      sums[.tail] &+= sinceSubmission
    } else {
      // Nobody ended anything: all of it was waiting for work.
      commit(sinceEnd, rest: .serial)
      sums[.serial] &+= serialSinceEnd &+ sinceSubmission
    }
    (sinceEnd, serialSinceEnd, sinceSubmission) = (Amounts(), 0, 0)
  }

  /// Adds what a later chunk of the same run has booked; only with marks.
  mutating func add(_ later: IdleClasses) { sums.add(later.sums, times: 1) }
}
