/// Whether a strict JSON parser reads the whole file: other viewers forgive less
/// than `TraceReader`.
func isStrictJSON(path: String) throws(TraceFileError) -> Bool {
  var scanner = try EventScanner(
    FileInput(path: path), options: TraceReaderOptions(), keepsRawText: true)
  var event = ScannedEvent()
  while try scanner.next(&event) {
    guard let raw = event.raw, portableJSON(raw)?.count == raw.count else { return false }
  }
  return scanner.isStrict
    && scanner.otherData.allSatisfy { portableJSON($0.text)?.count == $0.text.count }
}
