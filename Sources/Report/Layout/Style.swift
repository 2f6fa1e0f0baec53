/// How text is laid out: for whom is the command's business.
///
/// The default suits a file or a pipe: no escapes, 100 columns.
package struct Style: Hashable, Sendable {
  /// How many columns a line may take; never taken as less than `narrowest`.
  package var width: Int
  /// Whether terminal escapes may mark what matters.
  ///
  /// A command asks for it only on a terminal and honours NO_COLOR.
  package var usesColour: Bool

  /// Narrower terminals get lines of this width.
  package static let narrowest = 40

  package init(width: Int = 100, usesColour: Bool = false) {
    self.width = max(width, Style.narrowest)
    self.usesColour = usesColour
  }

  /// How wide a line may be: what COLUMNS says where that is a sensible number, else the terminal.
  ///
  /// - Parameters:
  ///   - columns: The variable's text; nil when it is not set.
  ///   - terminal: The width of the terminal, or the default for a pipe.
  /// - Returns: Columns, at least `narrowest`.
  package static func width(columns: String?, terminal: Int) -> Int {
    let asked = columns.flatMap { Int($0) }.flatMap { (1...10_000).contains($0) ? $0 : nil }
    return max(asked ?? terminal, narrowest)
  }

  /// Why a piece of text stands out.
  enum Emphasis: String, Hashable, Sendable {
    case plain = ""
    case strong = "1"
    case faint = "2"
    case good = "32"
    case bad = "31"
    case doubtful = "33"
  }

  /// The text with its escapes, or as it is where colour was not asked for.
  func apply(_ emphasis: Emphasis, to text: String) -> String {
    guard usesColour, emphasis != .plain else { return text }
    return "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m"
  }
}
