import Testing
import TraceModel

@testable import TraceFile

/// The same events wherever the end of a block falls among them.
@Suite struct BlockBoundaryTests {
  private let events = """
    {"traceEvents":[
    {"ph":"X","name":"a \\"quoted\\" \\u00e9\\ud83d\\ude00 name","cat":"x,task","pid":"p","tid":-5,\
    "ts":12.5e1,"dur":1.25,"args":{"task":"t","key":"k","cpu_ns":77,"more":{"a":[1,"]"]}}},
    {"ph":"s","name":"f","cat":"submit","pid":1,"tid":2,"ts":3,"id":"0xff","bp":"e"},
    {"ph":"f","name":"f","cat":"submit","pid":1,"tid":3,"ts":4,"id":255,"bp":"e"},
    {"ph":"b","name":"w","cat":"wait","pid":1,"tid":3,"ts":4,"id2":{"local":"0x1"}},
    {"ph":"e","name":"w","cat":"wait","pid":1,"tid":3,"ts":"6","id2":{"local":"0x1"}}
    ],"otherData":{"stretto":{"schema":"stretto.trace/1","host":"h\\n"}}}
    """

  private struct Result: Equatable {
    var spans: [PlainSpan]
    var asyncSpans: [PlainSpan]
    var flows: [Flow]
    var lanes: [Lane]
    var details: [SpanDetail]
    var host: String?

    init(_ trace: Trace) {
      spans = trace.plainSpans
      asyncSpans = trace.plainAsyncSpans
      flows = trace.flows
      lanes = trace.lanes
      details = trace.details
      host = trace.metadata?.host
    }
  }

  @Test func `events do not depend on where blocks end`() throws {
    let text = Array(events.utf8)
    let expected = Result(try TraceReader.read(bytes: text))
    #expect(expected.spans.map(\.name) == ["a \"quoted\" é😀 name"])
    #expect(expected.flows.count == 1)
    #expect(expected.asyncSpans == [PlainSpan("w", 4000, 6000)])
    for position in 0...text.count {
      let padding = [UInt8](repeating: 0x20, count: TextReader.blockSize - position)
      let result = Result(try TraceReader.read(bytes: padding + text))
      #expect(result == expected, "block ends at byte \(position)")
    }
  }

  @Test func `one event longer than a block, with any byte at the block's end`() throws {
    let filler = String(repeating: "y", count: TextReader.blockSize - 60)
    let tail =
      "\",\"ph\":\"X\",\"pid\":1,\"tid\":1,\"name\":\"w\\\\\",\"ts\":1.5,\"dur\":2,\"id2\":{}}]"
    for extra in 0..<120 {
      let text = "[{\"long\":\"" + String(repeating: "y", count: extra) + filler + tail
      #expect(try read(text).plainSpans == [PlainSpan("w\\", 1500, 3500)], "extra \(extra)")
    }
  }
}
