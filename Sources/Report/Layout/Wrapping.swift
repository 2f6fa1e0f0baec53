extension Style {
  /// Joins items into lines no wider than `width`, breaking only between items.
  ///
  /// An item that is too wide alone gets a line of its own. Every line but the
  /// first is indented further by `hanging`; a separator's comma stays at the line's end.
  func wrap(
    _ items: [String], separator: String, indent: Int = 0, hanging: Int = 0, width: Int? = nil
  ) -> [String] {
    let room = (width ?? self.width) - indent - hanging - separator.trimmedEnd.count
    var margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for item in items {
      let joined = line.isEmpty ? item : line + separator + item
      if !line.isEmpty && displayWidth(of: joined) > room {
        lines.append(margin + (line + separator).trimmedEnd)
        if lines.count == 1 { margin += String(repeating: " ", count: hanging) }
        line = item
      } else {
        line = joined
      }
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines
  }

  /// Breaks prose between words; every line but the first is indented further by `hanging`.
  func wrapProse(_ text: String, indent: Int = 0, hanging: Int = 0) -> [String] {
    // A number stays with its unit.
    let units: Set<Substring> = ["%", "x", "ns", "µs", "ms", "s", "min", "h"]
    var words: [String] = []
    for word in text.split(separator: " ") {
      let isUnit = units.contains(word.prefix { $0.isLetter || $0 == "%" })
      if isUnit, let last = words.last, last.last?.isNumber == true {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return wrap(words, separator: " ", indent: indent, hanging: hanging)
  }
}

extension String {
  /// Without the spaces at the end.
  var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
