import Glibc

/// Writes one trace file: Chrome's JSON in its object form, as one gzip member.
///
/// The file is a readable prefix of a trace after every `flush`: what was
/// appended before can be inflated, and lacks only `]…}` and gzip's trailer.
/// Memory is bounded: about 350 KiB for zlib and its output, never the trace.
/// Cost: zlib at level 1, a third to half a microsecond an event, about 14 bytes in
/// the file for a plain span and 23 for a task with its arguments.
///
/// After a failure nothing more is written, since a gap could not be inflated:
/// every later call throws the same error. The descriptor is closed in any
/// case, also when the writer goes away unsealed. A caller that writes to a
/// pipe ignores SIGPIPE itself.
package struct TraceWriter: ~Copyable {
  /// How the name of a trace ends: viewers tell gzip from plain text by it.
  package static let nameSuffix = ".json.gz"

  private var file: OutputFile
  private var deflater: Deflater
  private var failure: TraceFileError?
  private var hasEvents = false
  /// Whether the list of events is closed: members of the root follow it.
  private var isListClosed = false
  /// Bytes of JSON text given so far, before compression.
  package private(set) var textByteCount = 0
  /// Bytes handed to the system so far.
  package var writtenByteCount: Int { file.byteCount }

  /// Creates the file, which must not exist unless `overwriting`, and writes
  /// the trace's head.
  ///
  /// The name must end in `.json.gz`, except where it is a device or a pipe
  /// that exists.
  ///
  /// - Parameters:
  ///   - path: where; also what errors call the file.
  ///   - overwriting: whether a file of that name may be replaced.
  ///   - compressionLevel: zlib's, 0 to 9; 6 takes three times as long as 1 and saves a quarter.
  /// - Throws: `badName`, `exists`, `cannotOpen`, `noSpace`, `cannotWrite` or `compression`.
  package init(
    creating path: String, overwriting: Bool = false, compressionLevel: Int32 = 1
  ) throws(TraceFileError) {
    guard path.hasSuffix(TraceWriter.nameSuffix) || TraceWriter.isSpecialFile(path) else {
      throw TraceFileError(
        .badName, path, "a trace is compressed, and viewers tell that by its name",
        advice: "let the name end in \(TraceWriter.nameSuffix)")
    }
    let deflater = try Deflater(level: compressionLevel)
    try self.init(OutputFile(creating: path, overwriting: overwriting), deflater)
  }

  /// Writes to a descriptor, which the writer takes over and closes.
  package init(
    descriptor: Int32, name: String = "trace", compressionLevel: Int32 = 1
  ) throws(TraceFileError) {
    let file = OutputFile(descriptor: descriptor, name: name)
    try self.init(file, Deflater(level: compressionLevel))
  }

  private init(
    _ file: consuming OutputFile, _ deflater: consuming Deflater
  ) throws(TraceFileError) {
    self.file = file
    self.deflater = deflater
    try writeHead()
  }

  /// Appends events as `EventEncoder.takeLines` gives them: whole objects
  /// joined by ",\n", without a comma at either end.
  ///
  /// Compresses at once, and writes when 64 KiB have gathered.
  package mutating func append(_ lines: [UInt8]) throws(TraceFileError) {
    guard !lines.isEmpty else { return }
    if hasEvents { try compress([UInt8](",\n".utf8).span, .more) }
    hasEvents = true
    try compress(lines.span, .more)
  }

  /// Appends what an encoder has formatted, without a copy; the encoder forgets it.
  package mutating func append(_ encoder: inout EventEncoder) throws(TraceFileError) {
    guard encoder.pendingByteCount > 0 else { return }
    let separator = hasEvents ? 0 : Template.separator.utf8CodeUnitCount
    hasEvents = true
    try encoder.takeText { (text) throws(TraceFileError) in
      try compress(text.extracting(separator...), .more)
    }
  }

  /// Hands everything appended so far to the system, so that it can be read
  /// from the file now (`Z_SYNC_FLUSH`, then `write(2)`).
  ///
  /// Costs about 5 bytes in the file; nothing when nothing was appended since.
  package mutating func flush() throws(TraceFileError) {
    try compress([UInt8]().span, .readable)
  }

  /// Appends text to the root, behind the events, of which no more may come: whole members, each
  /// led by a comma, in any pieces.
  package mutating func appendRoot(_ text: [UInt8]) throws(TraceFileError) {
    if !isListClosed { try compress([UInt8]("\n]".utf8).span, .more) }
    isListClosed = true
    try compress(text.span, .more)
  }

  /// Ends the trace: closes the list of events, writes `otherData` with the
  /// members and gzip's trailer, and closes the file.
  package consuming func seal(_ members: [JSONMember]) throws(TraceFileError) {
    var tail = [UInt8]((isListClosed ? ",\n\"otherData\":" : "\n],\n\"otherData\":").utf8)
    JSONValue.object(members).append(to: &tail)
    tail.append(contentsOf: "}\n".utf8)
    try compress(tail.span, .end)
    try file.close()
  }

  private mutating func writeHead() throws(TraceFileError) {
    try compress([UInt8]("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n".utf8).span, .readable)
  }

  private mutating func compress(
    _ text: Span<UInt8>, _ goal: Deflater.Goal
  ) throws(TraceFileError) {
    if let failure { throw failure }
    do throws(TraceFileError) {
      try deflater.compress(text, goal, to: &file)
      textByteCount += text.count
    } catch {
      failure = error
      throw error
    }
  }

  private static func isSpecialFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }
}
