import CThreadState
import Testing
import TraceFile
import TraceModel

@testable import Stretto

@Suite struct PointTests {
  @Test func `an instant lies inside the span around it`() throws {
    let recorded = try Recorded { tracer in tracer.span("around") { tracer.instant("here") } }
    let around = try #require(recorded.spans("around").first)
    let here = try #require(recorded.instants("here").first)
    #expect(around.start <= here.time && here.time <= around.end)
    #expect(here.lane == around.lane)
  }

  @Test func `counters arrive exactly, end at 0, and one that is not finite is left out`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    tracer.counter("whole", -7)
    tracer.counter("fraction", 0.5)
    tracer.counter("fraction", Double.nan)
    try tracer.finish()
    let counters = try TraceText.lines(of: path).filter { $0.contains("\"ph\":\"C\"") }
    let values = counters.map { line in (line.contains("whole"), TraceText.value(in: line)) }
    #expect(values.filter(\.0).map(\.1) == ["-7", "0"])
    #expect(values.filter { !$0.0 }.map(\.1) == ["0.5", "0"])
  }

  @Test func `an arrow joins the two threads that drew its ends`() throws {
    let recorded = try Recorded { tracer in
      let arrow = tracer.span("hand over") { tracer.startFlow("work") }
      try onThreads(1) { _ in tracer.span("take") { arrow?.finish() } }
    }
    let flow = try #require(recorded.flows("work").first)
    let tail = try #require(flow.start)
    let head = try #require(flow.end)
    #expect(tail.lane == recorded.spans("hand over").first?.lane)
    #expect(head.lane == recorded.spans("take").first?.lane)
    #expect(tail.time <= head.time)
  }

  @Test func `an async span covers its waits and may end on another thread`() async throws {
    struct Failure: Error {}
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    let value = await tracer.asyncSpan("waits") {
      for _ in 0..<20 { await Task.yield() }
      return 3
    }
    #expect(value == 3)
    await #expect(throws: Failure.self) {
      try await tracer.asyncSpan("throws") { () async throws(Failure) in throw Failure() }
    }
    let open = tracer.beginAsyncSpan("open")
    try onThreads(1) { _ in open?.end() }
    try tracer.finish()
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    for name in ["waits", "throws", "open"] {
      #expect(recorded.asyncSpans(name).map(\.isUnfinished) == [false], "\(name)")
    }
    #expect(Set(recorded.trace.asyncSpans.map(\.scope)).count == 3)
    #expect(recorded.trace.spans.isEmpty)
  }

  @Test func `a span between two waits is on the lane of the thread that ran it`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<100 {
            tracer.span(dynamic: "on \(stretto_thread_number())") {}
            await Task.yield()
          }
        }
      }
    }
    try tracer.finish()
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    #expect(recorded.trace.spans.count == 800)
    for span in recorded.trace.spans {
      #expect(recorded.name(span.name) == "on \(recorded.lane(span.lane).id.thread)")
    }
  }

  @Test func `an asynchronous run is measured as one`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    let value = await tracer.asyncRun(.tasks, slots: 2, cores: 0) {
      await Task.yield()
      return 5
    }
    #expect(value == 5)
    try tracer.finish()
    let trace = try TraceReader.read(path: path)
    let run = try #require(trace.spans.first { $0.category == .run })
    #expect(
      trace.details[Int(run.detail)].run == RunArguments(model: .tasks, cores: 1, slots: 2))
  }

  @Test func `the last name of a lane counts; a thread without one has its number`() throws {
    let recorded = try Recorded { tracer in
      try onThreads(1) { _ in
        tracer.nameLane("first")
        tracer.nameLane("second")
        tracer.nameLane("")
        tracer.span("named") {}
      }
      try onThreads(1) { _ in tracer.span("nameless") {} }
    }
    let named = try #require(recorded.spans("named").first)
    let nameless = try #require(recorded.spans("nameless").first)
    #expect(recorded.lane(named.lane).name == "second")
    #expect(recorded.lane(nameless.lane).name == "thread \(recorded.lane(nameless.lane).id.thread)")
  }
}
