import Testing
import TraceModel

@testable import TraceFile

@Suite struct RepairTraceTests {
  private let folder = ScratchFolder()

  /// A tracer's file: the run's mark first, its end last.
  private func recorded(sealed: Bool) throws -> [UInt8] {
    let path = folder.file("recorded.json.gz")
    var encoder = EventEncoder(origin: .zero)
    let lane = LaneID(process: 3, thread: 3)
    let run = EventArguments(run: RunArguments(model: .threads, cores: 2, slots: 2))
    encoder.instant("run", "run", on: lane, at: .zero, arguments: run)
    for index in 0..<30 {
      let start = Nanoseconds(Int64(index) * 1000)
      encoder.span(
        "t\(index)", "task", on: LaneID(process: 3, thread: 4), from: start,
        to: start + Nanoseconds(700), arguments: EventArguments(task: UInt64(index)))
    }
    if sealed {
      encoder.span("run", "run", on: lane, from: .zero, to: Nanoseconds(40_000), arguments: run)
    }
    var writer = try TraceWriter(creating: path, overwriting: true)
    try writer.append(encoder.takeLines())
    try writer.flush()
    if sealed { try writer.seal([TraceMetadata().member()]) }
    return ScratchFolder.bytes(of: path)
  }

  private func repair(_ bytes: [UInt8]) throws -> (RepairSummary, Trace, GzipText) {
    let source = folder.file("source.json.gz")
    let output = folder.file("repaired.json.gz")
    try write(bytes, to: source)
    let summary = try repairTrace(from: source, to: output, overwriting: true)
    return (
      summary, try TraceReader.read(path: output), GzipText(ScratchFolder.bytes(of: output))
    )
  }

  @Test func `a recording that was killed is closed, with its run`() throws {
    let (summary, trace, text) = try repair(try recorded(sealed: false))
    #expect(!summary.wasWhole)
    #expect(summary.eventsKept == 31)
    #expect(summary.runsClosed == 1)
    #expect(summary.bytesDropped == 0)
    #expect(text.isWhole && text.trailingByteCount == 0)
    #expect(trace.notes.truncation == nil)
    #expect(trace.instants.isEmpty)
    let run = try #require(trace.spans.first { $0.category == .run })
    #expect(run.start == Nanoseconds(1000))
    #expect(run.end == Nanoseconds(29_000 + 700 + 1000))
    #expect(trace.details[Int(run.detail)].run?.slots == 2)
    #expect(trace.metadata?.cut?.contains("stops before its end") == true)
    #expect(
      trace.metadata?.runs == [TraceRun(run: "run", model: .threads, processes: [3])])
  }

  @Test func `a whole file is copied byte for byte`() throws {
    let whole = try recorded(sealed: true)
    let (summary, _, _) = try repair(whole)
    #expect(summary.wasWhole)
    #expect(summary.eventsKept == 32)
    #expect(ScratchFolder.bytes(of: folder.file("repaired.json.gz")) == whole)
  }

  @Test func `a file cut at any byte becomes one whole file with the events before`() throws {
    let whole = try recorded(sealed: true)
    var known = 0
    var repaired = 0
    for cut in 0..<whole.count {
      guard let (summary, trace, text) = try? repair(Array(whole[..<cut])) else { continue }
      repaired += 1
      #expect(text.isWhole && text.trailingByteCount == 0, "cut at \(cut)")
      let json = try JSONValue(parsing: text.text)
      let events = try #require(json["traceEvents"]?.elements)
      #expect(events.count == summary.eventsKept + summary.runsClosed, "cut at \(cut)")
      #expect(summary.eventsKept >= known && trace.notes.truncation == nil, "cut at \(cut)")
      #expect(json["otherData"]?["stretto"] != nil, "cut at \(cut)")
      known = summary.eventsKept
    }
    #expect(known == 32)
    #expect(repaired > whole.count / 2)
  }

  @Test(arguments: [
    "[\(complete("a", "1", "1")),]", "[,\(complete("a", "1", "1"))]",
    "[\(complete("a", "1", "1")) \(complete("b", "1", "1"))]",
    "{\"traceEvents\":[\(complete("a", "1", "1"))],}", "\u{FEFF}[\(complete("a", "1", "1"))]",
    "[\(complete("a", "1", "1", more: ",\"x\":NaN")),\(complete("a", "1", "1"))]",
    "{\"x\":nil,\"traceEvents\":[\(complete("a", "1", "1"))]}",
    "{\"otherData\":{\"x\":nil},\"traceEvents\":[\(complete("a", "1", "1"))]}",
    "{\"otherData\":{\"x\":1,},\"traceEvents\":[\(complete("a", "1", "1"))]}",
  ])
  func `what only this reader forgives is not whole`(_ text: String) throws {
    let (summary, trace, output) = try repair(gzipped(Array(text.utf8)))
    #expect(!summary.wasWhole)
    #expect(trace.spans.count >= 1)
    _ = try JSONValue(parsing: output.text)
  }

  @Test func `metadata that was there is kept, and so is what else is in otherData`() throws {
    var metadata = TraceMetadata()
    metadata.host = "here"
    let member = JSONValue.object([metadata.member(), JSONMember("mine", .array([.integer(1)]))])
    let text =
      "{\"otherData\":\(String(decoding: member.encoded(), as: UTF8.self)),\"x\":{},"
      + "\"traceEvents\":[\(complete("a", "1", "1")),{\"ph\":"
    let (summary, trace, output) = try repair(Array(text.utf8))
    #expect(trace.metadata == metadata)
    #expect(summary.keysDropped == ["x"])
    #expect(summary.bytesDropped == "{\"ph\":".utf8.count)
    let other = try JSONValue(parsing: output.text)["otherData"]
    #expect(other?["mine"]?.elements == [.integer(1)])
  }

  @Test func `events that are no JSON are left out and counted`() throws {
    var bytes = Array(
      object(
        complete("a", "1", "1"), complete("say \"hi\"", "2", "1"), complete("c", "3", "zz"), "{}",
        complete("d?", "4", "1"), "7"
      ).utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "?") { bytes[index] = 0xFF }
    let (summary, trace, text) = try repair(bytes)
    #expect(!summary.wasWhole)
    #expect(summary.eventsKept == 2)
    #expect(summary.eventsDropped == 4)
    #expect(trace.plainSpans == [PlainSpan("a", 1000, 2000), PlainSpan("d\u{FFFD}", 4000, 5000)])
    #expect(String(validating: text.text, as: UTF8.self) != nil)
    _ = try JSONValue(parsing: text.text)
  }

  @Test func `several gzip members become one`() throws {
    let text = Array(object(complete("a", "1", "1"), complete("b", "2", "1")).utf8)
    let (summary, trace, output) = try repair(
      gzipped(Array(text[..<60])) + gzipped(Array(text[60...])))
    #expect(summary.members == 2)
    #expect(!summary.wasWhole)
    #expect(trace.spans.count == 2)
    #expect(output.isWhole && output.trailingByteCount == 0)
    #expect(trace.metadata == nil)
  }

  @Test func `a file may be repaired in its own place`() throws {
    let path = folder.file("own.json.gz")
    try write(Array(try recorded(sealed: true).dropLast(20)), to: path)
    #expect(throws: TraceFileError.self) { try repairTrace(from: path, to: path) }
    let summary = try repairTrace(from: path, to: path, overwriting: true)
    #expect(!summary.wasWhole)
    #expect(try repairTrace(from: path, to: path, overwriting: true).wasWhole)
    #expect(try TraceReader.read(path: path).spans.count == summary.eventsKept - 1)
  }

  @Test(arguments: [
    "1", "-0.5e+3", "\"\\u00e9\\n\"", "{}", "[]", "[1,[],{\"a\":{\"b\":[true,false,null]}}]",
    " { \"a\" : 1 , \"b\" : [ ] } ",
  ])
  func `strict JSON passes the check`(_ text: String) {
    #expect(portableJSON(Array(text.utf8)) == Array(text.utf8))
  }

  @Test(arguments: [
    "", "01", "1.", "+1", "NaN", "{\"a\" 1}", "{\"a\":1,}", "[1,]", "[1 2]", "{1:2}", "\"\\q\"",
    "\"\\u12g4\"", "\"a\nb\"", "[1", "{\"a\":", "1 2", "]", "[}", "tru", "\"open", "-", "1e",
  ])
  func `what a strict parser refuses does not pass`(_ text: String) {
    #expect(portableJSON(Array(text.utf8)) == nil)
  }
}
