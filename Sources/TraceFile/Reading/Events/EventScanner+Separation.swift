/// Commas are only noted, never asked for: `isStrict` says whether they stand
/// where other parsers want them.
extension EventScanner {
  mutating func openObject() { separation = .opened }

  mutating func takeComma() {
    text.position += 1
    if separation != .value { isStrict = false }
    separation = .comma
  }

  mutating func noteValue() {
    if separation == .value { isStrict = false }
    separation = .value
  }

  /// Takes a closing bracket; what it closes is a value itself.
  mutating func takeEnd() {
    text.position += 1
    if separation == .comma { isStrict = false }
    separation = .value
  }
}
