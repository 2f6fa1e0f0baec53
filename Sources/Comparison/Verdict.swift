/// What the rounds say about a model's speed, in the words of the report.
package enum Verdict: Hashable, Sendable {
  /// The model that the others are compared with.
  case baseline
  /// The whole interval lies above the margin.
  case faster
  /// The whole interval lies below the margin.
  case slower
  /// The whole interval lies within the margin asked for: shown to be equal, not merely not
  /// shown to differ.
  case noDifference
  /// The interval excludes 1 but straddles the margin.
  case differenceOfUncertainSize
  /// The interval holds 1 and more than the margin; about so many rounds would decide.
  case inconclusive(roundsNeeded: Int)

  /// The word in the report and its JSON.
  package var word: String {
    switch self {
    case .baseline: "baseline"
    case .faster: "faster"
    case .slower: "slower"
    case .noDifference: "no difference"
    case .differenceOfUncertainSize: "difference of uncertain size"
    case .inconclusive: "inconclusive"
    }
  }

  /// Whether it claims something that could be false.
  package var isClaim: Bool {
    switch self {
    case .baseline, .inconclusive: false
    default: true
    }
  }
}
