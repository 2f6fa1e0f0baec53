import TraceModel

/// How the spans, lanes and arrows of one file become ours.
struct Plan {
  /// Which of nested waits counts.
  enum NestedWaits { case innermost, outermost }

  /// What holds for every trace without the kernel's scheduling (METHOD section 2, tier 1).
  static let tierNote =
    "a task works where no wait is known: progress and CPU parallelism are upper bounds"

  /// The word for `model`.
  var model: String
  var meaning: (SpanQuestion) -> Meaning
  var asyncMeaning: (AsyncSpan) -> AsyncMeaning = { _ in .plain }
  /// Whether of tasks that nest on a lane only the outermost count.
  var mergesNested = true
  var nestedWaits = NestedWaits.innermost
  /// Roles by lane; lanes that are not named have none.
  var roles: [Int: LaneRoles] = [:]
  /// The lane of the run; the busiest by default.
  var runLane: Int?
  /// The run's window; first to last span by default.
  var window: (start: Nanoseconds, end: Nanoseconds)?
  /// What the window is, for the notes.
  var windowNote = "the run is the whole file, from first to last span"
  /// CPUs, where the file says so.
  var cores: Int?
  /// Whether an arrow hands a task to the lane it ends on.
  var isSubmission: ((Flow) -> Bool)?
  var notes: [String] = []
  var parts: [TracePart] = []
  /// How often the program did the same work, where the producer marks that.
  var repetitions: Int?
  /// Whether nothing is to be changed unless an option asks for it.
  var isPlain = false
}

/// A rule by name and `cat`, each text judged once.
///
/// A class, because rules are asked in a closure and remember their answers.
final class RuleTable {
  private var answers: [Meaning?]
  private let facts: TraceFacts
  private let judge: (String) -> Meaning?
  private var known: [Bool]

  init(_ facts: TraceFacts, _ judge: @escaping (String) -> Meaning?) {
    self.facts = facts
    self.judge = judge
    answers = Array(repeating: nil, count: facts.trace.names.count)
    known = Array(repeating: false, count: facts.trace.names.count)
  }

  /// The rule's answer for the text of that number; nil when it says nothing.
  func callAsFunction(_ number: UInt32) -> Meaning? {
    let index = Int(number)
    if !known[index] {
      answers[index] = judge(facts.text(number))
      known[index] = true
    }
    return answers[index]
  }
}
