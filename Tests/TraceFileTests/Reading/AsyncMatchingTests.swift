import Testing
import TraceFile
import TraceModel

@Suite struct AsyncMatchingTests {
  private func mark(
    _ phase: String, _ name: String, _ time: Int, id: String, category: String = "task",
    process: Int = 1, arguments: String = ""
  ) -> String {
    """
    {"ph":"\(phase)","name":"\(name)","cat":"\(category)","pid":\(process),"tid":1,"ts":\(time),\
    \(id)\(arguments.isEmpty ? "" : ",\"args\":{\(arguments)}")}
    """
  }

  private let local = "\"id2\":{\"local\":\"0x1\"}"

  @Test func `local ids are of their process, and task and waits share a scope`() throws {
    let trace = try read(
      object(
        mark("b", "t", 1, id: local, arguments: "\"task\":7,\"key\":\"k\""),
        mark("b", "io", 2, id: local, category: "wait"),
        mark("b", "t", 3, id: local, process: 2),
        mark("e", "io", 4, id: local, category: "wait"), mark("e", "t", 5, id: local, process: 2),
        mark("e", "t", 6, id: local)))
    #expect(
      trace.plainAsyncSpans == [
        PlainSpan("t", 1000, 6000), PlainSpan("io", 2000, 4000), PlainSpan("t", 3000, 5000),
      ])
    let spans = trace.asyncSpans.sorted { $0.start < $1.start }
    #expect(spans[0].scope == spans[1].scope)
    #expect(spans[0].scope != spans[2].scope)
    #expect(trace.names[spans[0].task] == "7")
    #expect(spans[1].task == spans[0].task)
    #expect(spans[1].category == .wait)
    #expect(trace.names[trace.details[Int(spans[0].detail)].key] == "k")
  }

  @Test func `without args the id is the task`() throws {
    let trace = try read(
      object(
        mark("b", "t", 1, id: "\"id\":\"0x2a\""), mark("e", "t", 2, id: "\"id\":42"),
        mark("b", "u", 3, id: "\"id\":\"a>b\""), mark("e", "u", 4, id: "\"id\":\"a>b\"")))
    #expect(trace.plainAsyncSpans == [PlainSpan("t", 1000, 2000), PlainSpan("u", 3000, 4000)])
    #expect(trace.asyncSpans.map { trace.names[$0.task] }.sorted() == ["0x2a", "a>b"])
  }

  @Test func `plain ids prefer their own process, then match across processes`() throws {
    let id = "\"id\":1"
    let trace = try read(
      object(
        mark("b", "t", 1, id: id), mark("b", "t", 2, id: id, process: 2),
        mark("e", "t", 3, id: id), mark("e", "t", 4, id: id, process: 2),
        mark("b", "far", 5, id: id), mark("e", "far", 6, id: id, process: 3)))
    #expect(
      trace.plainAsyncSpans == [
        PlainSpan("t", 1000, 3000), PlainSpan("t", 2000, 4000), PlainSpan("far", 5000, 6000),
      ])
    #expect(trace.notes.unfinished == 0)
  }

  @Test func `other categories and other names do not match`() throws {
    let trace = try read(
      object(
        mark("b", "t", 1, id: local), mark("e", "t", 2, id: local, category: "wait"),
        mark("e", "u", 3, id: local)))
    #expect(trace.plainAsyncSpans == [PlainSpan("t", 1000, 3000, isUnfinished: true)])
    #expect(trace.notes.unfinished == 1)
    #expect(trace.notes.unmatchedEnds == 2)
  }

  @Test func `a local id of another process is another id`() throws {
    let trace = try read(
      object(mark("b", "t", 1, id: local), mark("e", "t", 2, id: local, process: 2)))
    #expect(trace.plainAsyncSpans == [PlainSpan("t", 1000, 2000, isUnfinished: true)])
    #expect(trace.notes.unmatchedEnds == 1)
  }

  @Test func `nested spans of one id and file order are resolved by time`() throws {
    let trace = try read(
      object(
        mark("e", "a", 9, id: local), mark("e", "b", 5, id: local), mark("b", "b", 3, id: local),
        mark("b", "a", 1, id: local)))
    #expect(trace.plainAsyncSpans == [PlainSpan("a", 1000, 9000), PlainSpan("b", 3000, 5000)])
  }

  @Test func `an end at the instant of its begin may stand before it`() throws {
    let trace = try read(object(mark("e", "a", 2, id: local), mark("b", "a", 2, id: local)))
    #expect(trace.plainAsyncSpans == [PlainSpan("a", 2000, 2000)])
    #expect(trace.notes.unmatchedEnds == 0)
  }

  @Test func `an async event without an id is malformed`() throws {
    let trace = try read(
      object("{\"ph\":\"b\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":1}", complete("x", "1", "1")))
    #expect(trace.notes.malformed == 1)
  }
}
