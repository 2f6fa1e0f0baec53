/// Something a trace should not do, and what viewers make of it.
///
/// Equal by identifier, which never changes its meaning.
package struct Rule: Sendable {
  /// How bad it is.
  package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// A viewer loses the whole file.
    case error
    /// A viewer drops or misreads events, mostly without saying so.
    case warning
    /// Worth knowing; nothing that was recorded is lost.
    case note

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  /// Short, in kebab case.
  package let id: String
  package let severity: Severity
  /// Those that do not read the trace as it was meant.
  package let viewers: [Viewer]
  /// What happens, one sentence.
  package let happens: String
  /// What to write instead, one sentence.
  package let instead: String

  init(
    _ id: String, _ severity: Severity, _ viewers: [Viewer], _ happens: String, _ instead: String
  ) {
    self.id = id
    self.severity = severity
    self.viewers = viewers
    self.happens = happens
    self.instead = instead
  }

  /// Every rule, in the order of the lists below.
  package static let all =
    container + text + root + fields + times + spans + async + flows + counters + metadata + limits

  package static func named(_ id: String) -> Rule? { all.first { $0.id == id } }
}

extension Rule: Hashable {
  package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
