import CClock
import Glibc
import Testing
import TraceFile
import TraceModel

@testable import Stretto

@Suite struct CrashTests {
  @Test func `kill -9 leaves every span that ended 100 ms before in the file`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let tracer = try Tracer(writingTo: path)
      tracer.beginRun(.init(model: .threads, cores: 2, slots: 2), name: "run")
      let open = tracer.beginAsyncSpan("open")
      try onThreads(2) { number in
        for turn in 0..<500 { tracer.span(dynamic: "done \(number) \(turn % 10)") {} }
      }
      for _ in 0..<500 { tracer.span("done") {} }
      PromisedTime().pass()
      tracer.span("too late") {}
      kill(getpid(), SIGKILL)
      _ = open
    }
    let trace = try TraceReader.read(path: path)
    let recorded = Recorded(trace: trace)
    #expect(trace.notes.truncation != nil)
    #expect(recorded.spans("done").count == 500)
    for number in 0..<2 {
      for turn in 0..<10 { #expect(recorded.spans("done \(number) \(turn)").count == 50) }
    }
    #expect(recorded.asyncSpans("open").map(\.isUnfinished) == [true])
    #expect(trace.instants.filter { $0.category == .run }.count == 1)
  }

  @Test func `a program that exits without an end leaves a readable file`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    await #expect(processExitsWith: .exitCode(3)) { [path = path as String] in
      let tracer = try Tracer(writingTo: path)
      tracer.span("done") {}
      PromisedTime().pass()
      withExtendedLifetime(tracer) { exit(3) }
    }
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    #expect(recorded.spans("done").count == 1)
  }

  @Test func `without a usable counter the clock is CLOCK_MONOTONIC, and the file says so`()
    async throws
  {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      setenv("STRETTO_CLOCK", "monotonic", 1)
      let tracer = try Tracer(writingTo: path)
      let before = stretto_clock_monotonic()
      let now = tracer.now().count
      guard before <= Int64(now), Int64(now) <= stretto_clock_monotonic() else { exit(8) }
      tracer.span("outer") { tracer.span("inner") {} }
      try tracer.finish()
      exit(0)
    }
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    let outer = try #require(recorded.spans("outer").first)
    let inner = try #require(recorded.spans("inner").first)
    #expect(outer.start <= inner.start && inner.end <= outer.end)
    #expect(recorded.trace.metadata?.capabilities.contains("clock_gettime") == true)
  }
}
