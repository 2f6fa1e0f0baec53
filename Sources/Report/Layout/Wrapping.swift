extension Style {
  /// Joins items into lines no wider than `width`, breaking only between items.
  ///
  /// An item that is too wide alone is broken between its words. Every line but the
  /// first is indented further by `hanging`; a separator's comma stays at the line's end.
  func wrap(
    _ items: [String], separator: String, indent: Int = 0, hanging: Int = 0, width: Int? = nil
  ) -> [String] {
    let room = (width ?? self.width) - indent - hanging - separator.trimmedEnd.count
    var margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    func end(_ text: String) {
      lines.append(margin + text.trimmedEnd)
      if lines.count == 1 { margin += String(repeating: " ", count: hanging) }
    }
    for item in items {
      let joined = line.isEmpty ? item : line + separator + item
      if displayWidth(of: joined) <= room {
        line = joined
        continue
      }
      if !line.isEmpty { end(line + separator) }
      line = item
      guard displayWidth(of: item) > room, separator != " " else { continue }
      let words = wrap(
        item.split(separator: " ").map(String.init), separator: " ", width: room)
      for part in words.dropLast() { end(part) }
      line = words.last ?? ""
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
