import Testing
import TraceFile
import TraceModel

/// What the encoder and the writer put into a file, the reader gets out.
@Suite struct RoundTripTests {
  private struct Recorded {
    var spans: [PlainSpan] = []
    var asyncSpans: [PlainSpan] = []
    var tasks: [String: String] = [:]
    var arrows: [[Int64]] = []
    var instants: [Int64] = []
  }

  private func name(_ random: inout SeededRandom, _ index: Int) -> String {
    let parts = ["a", "\"", "\\", "\n", "\u{1}", "é", "日本", "😀", "/", "{", "]", ",", " "]
    let count = Int.random(in: 0...6, using: &random)
    return "\(index)" + (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
  }

  /// Disjoint and nested spans, async pairs, arrows and instants at random times.
  private func record(
    _ encoder: inout EventEncoder, _ random: inout SeededRandom
  ) -> Recorded {
    var recorded = Recorded()
    let origin = encoder.origin.count - 1000
    for index in 0..<Int.random(in: 1...60, using: &random) {
      let lane = LaneID(process: Int64(index % 3) + 1, thread: Int64(index) + 10)
      let start = origin + 1000 + Int64.random(in: 0...5_000_000_000_000, using: &random)
      let length = Int64.random(in: 0...3_000_000, using: &random)
      let name = name(&random, index)
      let arguments = EventArguments(task: UInt64(index), key: name)
      encoder.span(
        name, "task", on: lane, from: Nanoseconds(start), to: Nanoseconds(start + length),
        arguments: arguments)
      recorded.spans.append(PlainSpan(name, start - origin, start + length - origin))
      recorded.tasks[name] = "\(index)"
      encoder.asyncSpan(
        name, "wait", on: lane, id: UInt64(index), from: Nanoseconds(start),
        to: Nanoseconds(start + length))
      recorded.asyncSpans.append(PlainSpan(name, start - origin, start + length - origin))
      encoder.flowStart("submit", "submit", on: lane, id: UInt64(index), at: Nanoseconds(start))
      encoder.flowEnd(
        "submit", "submit", on: lane, id: UInt64(index), at: Nanoseconds(start + length))
      recorded.arrows.append([start - origin, start + length - origin])
      encoder.instant("ready", "lane", on: lane, at: Nanoseconds(start))
      recorded.instants.append(start - origin)
    }
    return recorded
  }

  @Test func `random events come back as they were written`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let folder = ScratchFolder()
    for round in 0..<20 {
      let path = folder.file("\(round).json.gz")
      var encoder = EventEncoder(
        origin: Nanoseconds(Int64.random(in: 0...1_000_000_000_000, using: &random)))
      var metadata = TraceMetadata()
      metadata.host = name(&random, round)
      let recorded = record(&encoder, &random)
      var writer = try TraceWriter(creating: path)
      try writer.append(encoder.takeLines())
      try writer.seal([metadata.member()])
      let trace = try TraceReader.read(path: path)
      #expect(trace.plainSpans == recorded.spans.sorted(), "seed \(seed)")
      #expect(trace.plainAsyncSpans == recorded.asyncSpans.sorted(), "seed \(seed)")
      let arrows = trace.flows.map { [$0.start?.time.count ?? -1, $0.end?.time.count ?? -1] }
      #expect(Set(arrows) == Set(recorded.arrows), "seed \(seed)")
      #expect(
        trace.instants.map(\.time.count).sorted() == recorded.instants.sorted(), "seed \(seed)")
      for span in trace.spans {
        let name = trace.names[span.name]
        #expect(trace.names[span.task] == recorded.tasks[name], "seed \(seed)")
        #expect(trace.names[trace.details[Int(span.detail)].key] == name, "seed \(seed)")
      }
      #expect(trace.metadata == metadata, "seed \(seed)")
      var clean = ReadingNotes()
      clean.bytes = trace.notes.bytes
      clean.events = trace.notes.events
      clean.members = 1
      #expect(trace.notes == clean, "seed \(seed)")
    }
  }
}
