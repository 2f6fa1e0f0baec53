import Glibc
import Testing
import TraceFile
import TraceModel

/// The viewers' rules for a trace as a file.
struct TraceWriterRuleTests {
  private let folder = ScratchFolder()
  private var path: String { folder.file("trace.json.gz") }

  private func lines(_ range: Range<Int>) -> [UInt8] {
    var encoder = EventEncoder(origin: .zero)
    for index in range {
      let start = Int64(index) * 1_000
      encoder.span("task \(index % 10)", "task", start, start + 900)
    }
    return encoder.takeLines()
  }

  /// A sealed file of 5,000 events, flushed now and then.
  private func writeTrace() throws {
    var writer = try TraceWriter(creating: path)
    for batch in 0..<10 {
      try writer.append(lines(batch * 500..<(batch + 1) * 500))
      if batch % 3 == 0 { try writer.flush() }
    }
    try writer.seal([JSONMember("stretto", .object([JSONMember("schema", "x")]))])
  }

  @Test func `rule 1, a trace is one gzip member with nothing after it`() throws {
    try writeTrace()
    let inflated = GzipText(ScratchFolder.bytes(of: path))
    #expect(inflated.isWhole)
    #expect(inflated.trailingByteCount == 0)
    #expect(try JSONValue(parsing: inflated.text)["traceEvents"]?.elements?.count == 5_000)
  }

  @Test(arguments: ["trace.json", "trace.gz", "trace", "trace.JSON.GZ"])
  func `rule 1, the name of a trace ends in .json.gz`(name: String) throws {
    let path = folder.file(name)
    let error = #expect(throws: TraceFileError.self) { _ = try TraceWriter(creating: path) }
    #expect(error?.code == .badName)
    #expect(
      error?.description == "\(path): a trace is compressed, and viewers tell that by its name; "
        + "let the name end in .json.gz.")
    #expect(access(path, F_OK) != 0)
  }

  @Test func `rule 2, the object form is there from the first byte`() throws {
    let writer = try TraceWriter(creating: path)
    let text = GzipText(ScratchFolder.bytes(of: path)).string
    #expect(text == "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n")
    try writer.seal([])
  }

  @Test func `rule 2, one event a line, otherData last, no comma too many`() throws {
    try writeTrace()
    let text = GzipText(ScratchFolder.bytes(of: path)).string
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 5_000 + 4)
    for (index, line) in lines[1...5_000].enumerated() {
      let event = try JSONValue(parsing: (index == 4_999 ? line : line.dropLast()).utf8)
      #expect(event["name"]?.text == "task \(index % 10)")
    }
    #expect(lines[5_001...] == ["],", "\"otherData\":{\"stretto\":{\"schema\":\"x\"}}}", ""])
    let members = try JSONValue(parsing: text.utf8).members?.map(\.key)
    #expect(members == ["displayTimeUnit", "traceEvents", "otherData"])
  }

  @Test func `rule 11, our own members ride in otherData, with finite numbers`() throws {
    let writer = try TraceWriter(creating: path)
    try writer.seal([
      JSONMember("stretto", .object([JSONMember("x", .number(.infinity))])), JSONMember("y", 2),
    ])
    let trace = try JSONValue(parsing: GzipText(ScratchFolder.bytes(of: path)).text)
    #expect(
      trace["otherData"]
        == .object([JSONMember("stretto", .object([JSONMember("x", .null)])), JSONMember("y", 2)]))
  }

  @Test func `rule 12, a trace without events is whole and holds its metadata`() throws {
    var writer = try TraceWriter(creating: path)
    try writer.append([])
    try writer.flush()
    try writer.seal([TraceMetadata().member()])
    let inflated = GzipText(ScratchFolder.bytes(of: path))
    #expect(inflated.isWhole)
    let trace = try JSONValue(parsing: inflated.text)
    #expect(trace["traceEvents"] == .array([]))
    #expect(trace["otherData"]?["stretto"]?["schema"]?.text == "stretto.trace/1")
  }

  @Test func `rule 1, gzip and json of Python read the same events`() throws {
    try writeTrace()
    let script = """
      import gzip, json, sys
      trace = json.loads(gzip.open(sys.argv[1], "rb").read().decode("utf-8"))
      events = trace["traceEvents"]
      good = (len(events) == 5000 and list(trace)[-1] == "otherData"
              and all(e["ph"] == "X" and e["name"] == "task %d" % (i % 10)
                      and round(e["ts"] * 1000) == 1000 + i * 1000
                      and round(e["dur"] * 1000) == 900 for i, e in enumerate(events)))
      sys.exit(0 if good else 9)
      """
    let status = try spawn(["python3", "-c", script, path])
    #expect(status == 0, "9: Python read another trace; 1: it could not read it")
  }

  /// The exit status of a command found on the path.
  private func spawn(_ command: [String]) throws -> Int32 {
    var child: pid_t = 0
    let arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let result = posix_spawnp(&child, command[0], nil, nil, arguments, environ)
    try #require(result == 0, "this test needs \(command[0]) on the PATH (apt-get install python3)")
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
