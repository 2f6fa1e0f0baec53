/// One rule that a trace breaks.
package struct Finding: Hashable, Sendable {
  package var rule: Rule
  /// How often.
  package var count: Int
  /// The first places; never more than `Findings.placesKept`.
  package var places: [Place]
}

/// What was found so far, by rule.
struct Findings {
  /// Of each rule so many places are kept.
  static let placesKept = 5

  private var found: [Rule: Finding] = [:]

  mutating func add(_ rule: Rule, _ place: Place) {
    found[rule, default: Finding(rule: rule, count: 0, places: [])].note(place)
  }

  func has(_ rule: Rule) -> Bool { found[rule] != nil }

  /// The worst first, then in the order of the rules; of those only what `options` asks for.
  func sorted(_ options: LintOptions) -> [Finding] {
    Rule.all.filter(options.wants).compactMap { found[$0] }.enumerated().sorted { left, right in
      (left.element.rule.severity, left.offset) < (right.element.rule.severity, right.offset)
    }.map(\.element)
  }
}

extension Finding {
  /// Counts the place, and keeps it if it is among the first in the text: what is judged at the
  /// end comes in another order.
  fileprivate mutating func note(_ place: Place) {
    count += 1
    let index = places.lastIndex { $0.offset <= place.offset }.map { $0 + 1 } ?? 0
    guard index < Findings.placesKept else { return }
    places.insert(place, at: index)
    if places.count > Findings.placesKept { places.removeLast() }
  }
}
