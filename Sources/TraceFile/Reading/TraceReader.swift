package import TraceModel

/// Reads trace files: ours, and any in the Chrome trace event format.
///
/// One pass; a second thread inflates ahead once a file is longer than 1 MiB.
/// In memory are four blocks of 256 KiB beside the trace itself (37 bytes a
/// complete event). `TraceReaderOptions` lists every bound. Damage costs the events it hits and is
/// counted in `Trace.notes`; only a file that cannot be a trace at all is an
/// error.
package struct TraceReader {
  /// Reads a file, gzip or plain, told apart by its first bytes.
  ///
  /// - Throws: `TraceFileError` when the file cannot be opened or read, is
  ///   empty, is no trace, or goes beyond a bound of `options`.
  package static func read(
    path: String, options: TraceReaderOptions = TraceReaderOptions()
  ) throws(TraceFileError) -> Trace {
    try readCountingDamage(path: path, options: options).trace
  }

  /// Reads a file, and tells elements that are no JSON from events that only
  /// lack a field.
  static func readCountingDamage(
    path: String, options: TraceReaderOptions = TraceReaderOptions()
  ) throws(TraceFileError) -> (trace: Trace, damaged: Int) {
    var (trace, damaged) = try read(try FileInput(path: path), options: options)
    trace.name = path.split(separator: "/").last.map(String.init) ?? path
    return (trace, damaged)
  }

  /// Reads a file's bytes, gzip or plain, from memory.
  ///
  /// - Throws: as `read(path:options:)`.
  package static func read(
    bytes: [UInt8], name: String = "trace", options: TraceReaderOptions = TraceReaderOptions()
  ) throws(TraceFileError) -> Trace {
    var trace = try read(FileInput(bytes: bytes, name: name), options: options).trace
    trace.name = name
    return trace
  }

  private static func read(
    _ input: consuming FileInput, options: TraceReaderOptions
  ) throws(TraceFileError) -> (trace: Trace, damaged: Int) {
    var scanner = try EventScanner(input, options: options)
    var builder = TraceBuilder(&scanner)
    var event = ScannedEvent()
    while try scanner.next(&event) { try builder.add(event, &scanner) }
    let otherData = scanner.otherData
    var trace = builder.finish(scanner)
    try scanner.check(trace.notes)
    for member in otherData where member.key == TraceMetadata.key {
      if let json = try? JSONValue(parsing: member.text) {
        trace.metadata = TraceMetadata(json: json)
      } else {
        trace.notes.unreadableArguments += 1
      }
    }
    return (trace, scanner.malformed)
  }
}
