import Foundation
import Testing
import TraceFile
import TraceModel

/// Sampled stacks beside the events.
struct StackSectionTests {
  private let folder = ScratchFolder()
  private var path: String { folder.file("trace.json.gz") }

  private func write(frames: [TraceFrame], samples: Int) throws {
    var writer = try TraceWriter(creating: path)
    var encoder = EventEncoder(origin: Nanoseconds(1_000))
    let lane = LaneID(process: 7, thread: 8)
    encoder.span(
      "f", "span", on: lane, from: Nanoseconds(1_000), to: Nanoseconds(9_000_000),
      arguments: .none)
    try writer.append(&encoder)
    var text = [UInt8](",\n\"stackFrames\":{".utf8)
    for (index, frame) in frames.enumerated() {
      encoder.appendFrame(frame, number: index + 1, to: &text)
    }
    text += [UInt8]("},\"samples\":[".utf8)
    // In pieces: what was written before is no longer in memory.
    try writer.appendRoot(text)
    for index in 0..<samples {
      var text: [UInt8] = []
      encoder.appendSample(
        "cpu", on: lane, frame: index % max(1, frames.count),
        at: Nanoseconds(2_500 + Int64(index)), isFirst: index == 0, to: &text)
      try writer.appendRoot(text)
    }
    try writer.appendRoot([UInt8]("]".utf8))
    try writer.seal([JSONMember("stretto", .object([JSONMember("schema", "stretto.trace/1")]))])
  }

  @Test func `frames, samples and metadata follow the events, as JSON`() throws {
    let names = ["main", "a\"quote\\ and\u{1}", "über"]
    let frames = names.enumerated().map { index, name in
      TraceFrame(parent: index == 0 ? nil : index - 1, name: name, category: "lib\"x\"")
    }
    try write(frames: frames, samples: 4)
    let text = Data(GzipText(ScratchFolder.bytes(of: path)).text)
    let root = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let read = try #require(root["stackFrames"] as? [String: [String: Any]])
    #expect(Set(read.keys) == ["1", "2", "3"])
    #expect(read["1"]?["parent"] == nil)
    #expect(read["3"]?["parent"] as? Int == 2)
    #expect((1...3).map { read["\($0)"]?["name"] as? String } == names)
    #expect(read["2"]?["category"] as? String == "lib\"x\"")
    let samples = try #require(root["samples"] as? [[String: Any]])
    #expect(samples.map { $0["sf"] as? Int } == [1, 2, 3, 1])
    #expect(samples.first?["ts"] as? Double == 2.5)
    #expect(samples.allSatisfy { $0["pid"] as? Int == 7 && $0["tid"] as? Int == 8 })
    #expect((root["otherData"] as? [String: Any])?["stretto"] != nil)
    #expect((root["traceEvents"] as? [Any])?.count == 1)
  }

  @Test func `the reader passes over them, and finds what follows`() throws {
    let frames = (0..<2_000).map {
      TraceFrame(parent: $0 == 0 ? nil : $0 - 1, name: "function \($0)", category: "lib")
    }
    try write(frames: frames, samples: 30_000)
    let trace = try TraceReader.read(path: path)
    #expect(trace.spans.count == 1)
    #expect(trace.metadata != nil)
    #expect(trace.notes.truncation == nil)
  }

  @Test func `a repair of a whole trace keeps them`() throws {
    try write(frames: [TraceFrame(parent: nil, name: "main", category: "x")], samples: 2)
    let other = folder.file("repaired.json.gz")
    let summary = try repairTrace(from: path, to: other)
    #expect(summary.wasWhole)
    #expect(ScratchFolder.bytes(of: other) == ScratchFolder.bytes(of: path))
  }
}
