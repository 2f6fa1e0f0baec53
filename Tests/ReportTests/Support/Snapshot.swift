import Glibc
import Testing

/// Compares a text with the file recorded beside the tests.
///
/// With RECORD_SNAPSHOTS=1 the file is written instead, and the test fails so
/// that a recording run cannot pass for a checking one.
func expectSnapshot(
  _ text: String, _ name: String, location: SourceLocation = #_sourceLocation,
  file: String = #filePath
) {
  let path = packageFolder(of: file) + "/Tests/ReportTests/Fixtures/\(name).txt"
  if getenv("RECORD_SNAPSHOTS").map({ String(cString: $0) }) == "1" {
    Issue.record(
      write(text, to: path) ? "recorded \(name).txt: look at it" : "cannot write \(path)",
      sourceLocation: location)
    return
  }
  guard let recorded = read(path) else {
    Issue.record(
      "no snapshot \(name).txt: record with RECORD_SNAPSHOTS=1", sourceLocation: location)
    return
  }
  let shown = text.split(separator: "\n", omittingEmptySubsequences: false)
  let wanted = recorded.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, (line, other)) in zip(shown, wanted).enumerated() where line != other {
    Issue.record(
      "line \(number + 1) of \(name).txt:\n- \(other)\n+ \(line)", sourceLocation: location)
    return
  }
  #expect(shown.count == wanted.count, "lines of \(name).txt", sourceLocation: location)
}

/// The whole of a small file, or nil.
func read(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
  guard let file = fopen(path, "w") else { return false }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  return fclose(file) == 0 && written == bytes.count
}

/// The package that a test file lies in.
func packageFolder(of path: String) -> String {
  path.ranges(of: "/Tests/ReportTests/").last.map { String(path[..<$0.lowerBound]) } ?? "."
}

/// A path without its last component.
func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
}
