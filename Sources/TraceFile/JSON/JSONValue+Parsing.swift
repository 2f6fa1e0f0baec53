extension JSONValue {
  /// Reads one JSON value that fills all the bytes but white space.
  ///
  /// Integers within `Int64` are exact, other numbers doubles. Bytes that are
  /// not UTF-8 and lone surrogates become U+FFFD. Never traps, whatever the bytes.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text without a byte order mark.
  ///   - maximumDepth: how deep arrays and objects may nest; the parser's
  ///     stack is bounded by it.
  /// - Throws: `malformed`, `truncated` or `tooDeep`, with the byte offset.
  package init(
    parsing bytes: some Sequence<UInt8>, maximumDepth: Int = 64
  ) throws(TraceFileError) {
    var parser = JSONParser(bytes: Array(bytes), maximumDepth: maximumDepth)
    self = try parser.parseDocument()
  }
}
