/// What a lane is: `--lane thread|process|category|PATTERN`.
package enum LaneRule: Hashable, Sendable {
  /// Each pid and tid, as the viewers draw them.
  case thread
  /// All threads of a process together.
  case process
  /// All spans of one `cat` together, wherever they ran.
  case category
  /// Only threads whose name, process name or "pid/tid" matches.
  case matching(TextPattern)

  /// Reads the option's text.
  ///
  /// - Throws: `ForeignOptionError` for a text that is empty, too long or not printable.
  package init(parsing text: String) throws(ForeignOptionError) {
    switch text {
    case "thread": self = .thread
    case "process": self = .process
    case "category": self = .category
    default: self = .matching(try TextPattern(parsing: text, option: "--lane"))
    }
  }

  /// As it is written on the command line.
  package var text: String {
    switch self {
    case .thread: "thread"
    case .process: "process"
    case .category: "category"
    case .matching(let pattern): pattern.text
    }
  }
}
