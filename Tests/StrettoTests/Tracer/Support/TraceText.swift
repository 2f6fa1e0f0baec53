import Glibc

/// A trace file as text, for what the reader does not keep.
enum TraceText {
  /// The lines that gzip gets out of the file, also of one that is cut.
  static func lines(of path: String) throws -> [String] {
    guard let pipe = popen("gzip -dc '\(path)' 2>/dev/null", "r") else { throw ScratchError(errno) }
    defer { pclose(pipe) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The `value` of a counter's line.
  static func value(in line: String) -> String {
    guard let range = line.firstRange(of: "\"value\":") else { return "" }
    return String(line[range.upperBound...].prefix { $0 != "}" })
  }
}
