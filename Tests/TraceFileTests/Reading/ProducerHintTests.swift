import Testing
import TraceFile
import TraceModel

/// What tells producers apart: texts of `cat`, and what stands beside the events.
@Suite struct ProducerHintTests {
  @Test func `the whole text of cat is kept for every kind of event`() throws {
    func event(_ phase: String, _ time: Int) -> String {
      """
      {"ph":"\(phase)","name":"n","cat":"gpu,cc\(phase)","pid":1,"tid":2,"ts":\(time),"dur":1,"id":7}
      """
    }
    let trace = try read(
      object(
        event("X", 1), event("B", 2), event("E", 3), event("b", 4), event("e", 5), event("s", 6),
        event("f", 7), event("i", 8), "{\"ph\":\"i\",\"name\":\"n\",\"ts\":9}"))
    #expect(trace.spans.map { trace.names[$0.categoryName] } == ["gpu,ccX", "gpu,ccB"])
    #expect(trace.instants.map { trace.names[$0.categoryName] } == ["gpu,cci", ""])
    let marks = try read(
      object(
        "{\"ph\":\"b\",\"cat\":\"io\",\"id\":1,\"ts\":1}",
        "{\"ph\":\"e\",\"cat\":\"io\",\"id\":1,\"ts\":2}",
        "{\"ph\":\"s\",\"cat\":\"flow\",\"id\":1,\"ts\":1}",
        "{\"ph\":\"f\",\"cat\":\"flow\",\"id\":1,\"ts\":2}"))
    #expect(marks.asyncSpans.map { marks.names[$0.categoryName] } == ["io"])
    #expect(marks.flows.map { marks.names[$0.categoryName] } == ["flow"])
  }

  @Test func `scalars beside the events are kept, by their path`() throws {
    let text = """
      {"displayTimeUnit":"ns","schemaVersion":1,"deviceProperties":[{"id":0}],
      "otherData":{"version":"My \\"App\\" v1","n":-1.5,"deep":{"a":1},"list":[1]},
      "metadata":{"os-name":"Linux","ok":true,"nested":{"b":{"c":[1,2]}},"last":null},
      "traceEvents":[\(complete("work", "1", "1"))],"stackFrames":{"1":{"name":"f"}}}
      """
    #expect(
      try read(text).producerHints == [
        "displayTimeUnit": "ns", "schemaVersion": "1", "deviceProperties": "[]",
        "otherData": "{}", "otherData.version": "My \"App\" v1", "otherData.n": "-1.5",
        "otherData.deep": "{}", "otherData.list": "[]", "metadata": "{}",
        "metadata.os-name": "Linux", "metadata.ok": "true", "metadata.nested": "{}",
        "metadata.last": "null", "stackFrames": "{}", "stackFrames.1": "{}",
      ])
  }

  @Test func `hints are bounded in number and size`() throws {
    let many = (0..<5000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let long = String(repeating: "x", count: 600)
    let text =
      "{\"long\":\"\(long)\",\"\(long)\":1,\"metadata\":{\(many)},"
      + "\"traceEvents\":[\(complete("work", "1", "1"))],\"late\":1}"
    let hints = try read(text).producerHints
    #expect(hints.count == Trace.maximumProducerHints)
    #expect(hints["long"] == nil)
    #expect(hints["metadata.k17"] == "17")
    #expect(hints["late"] == nil)
  }

  @Test func `unbalanced objects beside the events are passed over as ever`() throws {
    let event = complete("work", "1", "1")
    for odd in [
      "{:}", "{\"a\":,\"b\"}", "{\"a\"::1}", "{,,}", "{\"a\":{]}", "{\"a\":]", "{\"a\" 1 2}",
    ] {
      let trace = try read("{\"metadata\":\(odd),\"traceEvents\":[\(event)]}")
      #expect(trace.plainSpans == [PlainSpan("work", 1000, 2000)], "\(odd)")
      #expect(trace.notes.malformed == 0, "\(odd)")
    }
  }

  @Test func `process labels are kept, and texts for pid and tid told from numbers`() throws {
    let trace = try read(
      object(
        """
        {"ph":"M","name":"process_labels","pid":3,"tid":0,"args":{"labels":"GPU 0"}}
        """,
        "{\"ph\":\"i\",\"pid\":\"Spans\",\"tid\":\"stream 7\",\"ts\":1}",
        "{\"ph\":\"i\",\"pid\":3,\"tid\":-4,\"ts\":1}"))
    #expect(trace.processLabels == [3: "GPU 0"])
    #expect(trace.lanes.map(\.id.hasTextProcess) == [true, false])
    #expect(trace.lanes.map(\.id.hasTextThread) == [true, false])
  }
}
