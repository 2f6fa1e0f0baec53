/// Which spans are tasks: `--task-category CAT` or `--task-category name:PATTERN`.
package enum TaskSelection: Hashable, Sendable {
  /// Spans whose `cat`, or one of the words in its comma list, matches.
  case category(TextPattern)
  /// Spans whose name matches.
  case name(TextPattern)

  /// Reads the option's text.
  ///
  /// - Throws: `ForeignOptionError` for a text that is empty, too long or not printable.
  package init(parsing text: String) throws(ForeignOptionError) {
    let prefix = "name:"
    if text.hasPrefix(prefix) {
      self = .name(
        try TextPattern(parsing: String(text.dropFirst(prefix.count)), option: "--task-category"))
    } else {
      self = .category(try TextPattern(parsing: text, option: "--task-category"))
    }
  }

  /// As it is written on the command line.
  package var text: String {
    switch self {
    case .category(let pattern): pattern.text
    case .name(let pattern): "name:\(pattern.text)"
    }
  }

  func matches(name: String, category: String) -> Bool {
    switch self {
    case .name(let pattern): return pattern.matches(name)
    case .category(let pattern):
      if pattern.matches(category) { return true }
      return category.utf8.contains(UInt8(ascii: ","))
        && category.split(separator: ",").contains { pattern.matches(String($0.trimmingSpace)) }
    }
  }
}

extension Substring {
  /// Without spaces at either end.
  var trimmingSpace: Substring {
    var rest = drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
