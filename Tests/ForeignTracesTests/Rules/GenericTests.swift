import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `Traces of no known producer` {
  @Test func `a trace in our terms passes through untouched`() throws {
    var file = WrittenFile()
    file.events.append(
      "{\"cat\":\"run\",\"name\":\"run\",\"ph\":\"X\",\"ts\":0,\"dur\":100,\"pid\":1,\"tid\":1,"
        + "\"args\":{\"model\":\"threads\",\"cores\":2}}")
    file.span("t", "task", 10, 50)
    // Marks of another producer do not make it that producer's.
    file.span("f", "py-spy", 60, 70)
    let trace = try file.trace
    let selection = try TaskSelection(parsing: "py-spy")
    let adapted = adapt(trace, options: ForeignTraceOptions(taskCategory: selection))
    #expect(adapted.producer.isStretto)
    #expect(Array(adapted.trace.spans) == Array(trace.spans))
    #expect(adapted.trace.tellsDependencies)
    #expect(adapted.notes.isEmpty)
  }

  @Test func `spans that no producer is known for stay as they are`() throws {
    var file = WrittenFile()
    file.span("a", "x", 0, 10)
    file.span("b", "y", 5, 20, thread: "2")
    let trace = try file.trace
    let adapted = adapt(trace)
    #expect(adapted.producer.name == "unknown")
    #expect(Array(adapted.trace.spans) == Array(trace.spans))
    #expect(try RealFiles.figures(adapted).concurrency.overlapped == Nanoseconds(5_000))
  }

  @Test func `async operations alone are tasks in flight of unknown state`() throws {
    var file = WrittenFile()
    for (id, start, end) in [(1, 0, 100), (2, 40, 60)] {
      file.end("b", "request", "net", id: id, start)
      file.end("b", "connect", "net", id: id, start + 5)
      file.end("e", "connect", "net", id: id, start + 8)
      file.end("e", "request", "net", id: id, end)
    }
    let run = try file.figures()
    #expect(run.tasks == 2)
    #expect(run.concurrency.sumBusy == Nanoseconds(120_000))
    #expect(run.slots == 2)
    #expect(run.slots(.unattributed) == 120)
    #expect(run.criticalPath == nil && run.bounds == nil)
  }

  @Test func `async operations beside spans are told, and counted when asked for`() throws {
    var file = WrittenFile()
    file.span("a", "x", 0, 10)
    file.end("b", "request", "net", id: 1, 0)
    file.end("e", "request", "net", id: 1, 30)
    #expect(
      try file.adapted().notes.contains {
        $0.hasPrefix("async operations (b/e)") && $0.contains(": 1;")
      })
    let asked = try file.figures(
      ForeignTraceOptions(taskCategory: try TaskSelection(parsing: "net")))
    #expect(asked.tasks == 1)
    #expect(asked.concurrency.sumBusy == Nanoseconds(30_000))
  }

  @Test func `a span that begins with its parent is no task, wherever it stands in the file`()
    throws
  {
    var file = WrittenFile()
    file.members = ["\"beginningOfTime\":1"]
    file.span("Source", nil, 0, 10)
    file.span("Frontend", nil, 0, 60)
    file.span("ParseClass", nil, 50, 60)
    file.span("Backend", nil, 60, 100)
    #expect(try file.adapted().tasks == 2)
    #expect(try file.figures().tasks == 2)
  }
}
