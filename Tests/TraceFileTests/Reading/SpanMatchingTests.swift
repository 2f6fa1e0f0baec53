import Testing
import TraceFile
import TraceModel

@Suite struct SpanMatchingTests {
  private func mark(_ phase: String, _ name: String, _ time: Int, thread: Int = 1) -> String {
    """
    {"ph":"\(phase)","name":"\(name)","cat":"c","pid":1,"tid":\(thread),"ts":\(time)}
    """
  }

  @Test func `begins and ends match by a stack on their own lane`() throws {
    let trace = try read(
      object(
        mark("B", "outer", 1), mark("B", "other", 1, thread: 2), mark("B", "inner", 2),
        mark("E", "inner", 3), mark("E", "other", 5, thread: 2), mark("E", "outer", 4)))
    #expect(
      trace.plainSpans == [
        PlainSpan("outer", 1000, 4000), PlainSpan("other", 1000, 5000),
        PlainSpan("inner", 2000, 3000),
      ])
    #expect(trace.notes.unfinished == 0)
    #expect(trace.notes.unmatchedEnds == 0)
  }

  @Test func `file order does not matter`() throws {
    let trace = try read(
      object(
        mark("E", "outer", 9), mark("E", "inner", 3), mark("B", "inner", 2), mark("B", "outer", 1)))
    #expect(trace.plainSpans == [PlainSpan("outer", 1000, 9000), PlainSpan("inner", 2000, 3000)])
  }

  @Test func `an end without a name ends the newest`() throws {
    let end = "{\"ph\":\"E\",\"pid\":1,\"tid\":1,\"ts\":3}"
    let trace = try read(object(mark("B", "a", 1), mark("B", "b", 2), end, mark("E", "a", 4)))
    #expect(trace.plainSpans == [PlainSpan("a", 1000, 4000), PlainSpan("b", 2000, 3000)])
  }

  @Test func `ends in the wrong order each find the begin of their name`() throws {
    let trace = try read(
      object(mark("B", "a", 1), mark("B", "b", 2), mark("E", "a", 3), mark("E", "b", 4)))
    #expect(trace.plainSpans == [PlainSpan("a", 1000, 3000), PlainSpan("b", 2000, 4000)])
  }

  @Test func `a begin without an end reaches to the last instant and is counted`() throws {
    let trace = try read(
      object(mark("B", "open", 2), complete("x", "3", "4"), mark("B", "late", 5)))
    #expect(
      trace.plainSpans == [
        PlainSpan("open", 2000, 7000, isUnfinished: true), PlainSpan("x", 3000, 7000),
        PlainSpan("late", 5000, 7000, isUnfinished: true),
      ])
    #expect(trace.notes.unfinished == 2)
  }

  @Test func `an end without a begin is dropped and counted`() throws {
    let trace = try read(
      object(mark("E", "a", 1), mark("B", "a", 2), mark("E", "b", 3), mark("E", "a", 4)))
    #expect(trace.plainSpans == [PlainSpan("a", 2000, 4000)])
    #expect(trace.notes.unmatchedEnds == 2)
  }

  @Test func `arguments of the end complete those of the begin`() throws {
    let trace = try read(
      object(
        "{\"ph\":\"B\",\"name\":\"t\",\"cat\":\"task\",\"pid\":1,\"tid\":1,\"ts\":1}",
        """
        {"ph":"E","name":"t","cat":"task","pid":1,"tid":1,"ts":2,"args":{"task":7,"cpu_ns":50}}
        """))
    let span = try #require(trace.spans.first)
    #expect(trace.names[span.task] == "7")
    #expect(trace.details[Int(span.detail)].cpuTime == Nanoseconds(50))
  }

  @Test func `complete events without a time or a sound duration are malformed`() throws {
    let trace = try read(
      object(
        complete("ok", "1", "0"), complete("negative", "1", "-1"), complete("null", "null", "1"),
        complete("far", "1e300", "1"), complete("end too far", "2305843009213693", "5"),
        "{\"ph\":\"X\",\"name\":\"no ts\",\"pid\":1,\"tid\":1,\"dur\":1}", "{}",
        "{\"ph\":\"XX\",\"name\":\"two\",\"pid\":1,\"tid\":1,\"ts\":1,\"dur\":1}"))
    #expect(trace.plainSpans == [PlainSpan("ok", 1000, 1000)])
    #expect(trace.notes.malformed == 7)
    #expect(trace.notes.events == 8)
  }

  @Test func `a complete event without a duration is unfinished, one with a wrong one malformed`()
    throws
  {
    let trace = try read(
      object(
        "{\"ph\":\"X\",\"name\":\"open\",\"cat\":\"c\",\"pid\":1,\"tid\":1,\"ts\":2}",
        complete("null", "1", "null"), complete("work", "3", "6"), complete("list", "1", "[]")))
    #expect(
      trace.plainSpans == [
        PlainSpan("open", 2000, 9000, isUnfinished: true), PlainSpan("work", 3000, 9000),
      ])
    #expect(trace.notes.unfinished == 1)
    #expect(trace.notes.missingDurations == 1)
    #expect(trace.notes.malformed == 2)
  }

  @Test func `times may be strings`() throws {
    #expect(
      try read(object(complete("s", "\"12.5\"", "\"1e1\""))).plainSpans
        == [PlainSpan("s", 12500, 22500)])
  }

  @Test func `counters and other kinds are events that are passed over`() throws {
    let notes = try read(
      object(
        "{\"ph\":\"C\",\"name\":\"n\",\"pid\":1,\"ts\":3,\"args\":{\"n\":1}}",
        "{\"ph\":\"O\",\"name\":\"n\",\"pid\":1,\"tid\":1,\"id\":\"0x1\",\"ts\":9,\"args\":{}}",
        complete("x", "1", "1"))
    ).notes
    #expect(notes.events == 3)
    #expect(notes.skipped == 2)
    #expect(notes.malformed == 0)
  }
}
