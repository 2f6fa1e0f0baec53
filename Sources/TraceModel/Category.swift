/// What an event means to the analysis: the `cat` words of schema TS1.
///
/// The analysis selects by category, never by name alone. Where a file's `cat`
/// is a comma list, the first word found here counts.
package enum Category: UInt8, Hashable, Sendable, CaseIterable {
  /// Anything that TS1 does not name: the program's own spans.
  case span
  case run, lane, task, step
  case startup, dispatch, serialize, teardown
  case wait, sched
  case submit, result, fork, wake, join, dep
  /// From one look at a control group's CPU quota to the next, where it stopped threads meanwhile.
  case quota

  /// The word written to `cat`; the program's own spans are written as "span".
  ///
  /// Spelt out, since it is asked for with each event: the name of a case by reflection
  /// takes a microsecond.
  package var word: String {
    switch self {
    case .span: "span"
    case .run: "run"
    case .lane: "lane"
    case .task: "task"
    case .step: "step"
    case .startup: "startup"
    case .dispatch: "dispatch"
    case .serialize: "serialize"
    case .teardown: "teardown"
    case .wait: "wait"
    case .sched: "sched"
    case .submit: "submit"
    case .result: "result"
    case .fork: "fork"
    case .wake: "wake"
    case .join: "join"
    case .dep: "dep"
    case .quota: "quota"
    }
  }

  package init?(word: some StringProtocol) {
    guard let category = Category.words[String(word)] else { return nil }
    self = category
  }

  private static let words = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.word, $0) })

  /// An executor's overhead while no task body runs: `startup`, `dispatch`,
  /// `serialize` and `teardown`.
  package var isOverhead: Bool {
    switch self {
    case .startup, .dispatch, .serialize, .teardown: true
    default: false
    }
  }
}

/// Why a lane or an async task waits: the names of `wait` events, weakest first.
///
/// When waits nest and start together, the later case is the innermost (METHOD
/// section 2).
package enum WaitReason: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// A name that TS1 does not define: time off the CPU for no known reason.
  case unknown
  case queue, join, sleep, io, lock, gil

  package static func < (left: WaitReason, right: WaitReason) -> Bool {
    left.rawValue < right.rawValue
  }

  package init(word: some StringProtocol) {
    self = WaitReason.allCases.first { $0 != .unknown && $0.word == word } ?? .unknown
  }

  /// The word written as the event's name; a wait for no known reason is "await".
  package var word: String { literal.description }

  /// The word as a literal, for hot paths that make no string.
  package var literal: StaticString {
    switch self {
    case .unknown: "await"
    case .queue: "queue"
    case .join: "join"
    case .sleep: "sleep"
    case .io: "io"
    case .lock: "lock"
    case .gil: "gil"
    }
  }
}

/// What the kernel's scheduler does with a lane: the names of `sched` events.
package enum SchedulingState: UInt8, Hashable, Sendable, CaseIterable {
  case run, ready, block

  package init?(word: some StringProtocol) {
    guard let state = SchedulingState.allCases.first(where: { $0.word == word }) else { return nil }
    self = state
  }

  /// The word written as the event's name.
  package var word: String {
    switch self {
    case .run: "run"
    case .ready: "ready"
    case .block: "block"
    }
  }
}
