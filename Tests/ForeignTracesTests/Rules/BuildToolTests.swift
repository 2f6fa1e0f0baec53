import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `Traces of build tools` {
  private func bazel() -> WrittenFile {
    var file = WrittenFile()
    file.members = ["\"otherData\":{\"build_id\":\"x\"}"]
    file.thread("Main Thread")
    file.span("Launch Blaze", "build phase marker", -10, 0)
    file.mark("Initialize command", "build phase marker", 0)
    file.mark("Load and analyze dependencies", "build phase marker", 20)
    file.mark("Build artifacts", "build phase marker", 100)
    file.mark("Finishing", "general information", 210)
    file.span("Compiling a", "action processing", 100, 180, thread: "2")
    file.span("Waiting to borrow worker", "borrowing a worker", 110, 130, thread: "2")
    file.span("Compiling b", "action processing", 120, 200, thread: "3")
    file.span("action 'Compiling b'", "critical path component", 100, 400, thread: "0")
    return file
  }

  @Test func `Bazel's actions are the tasks and its critical path is a copy`() throws {
    let run = try bazel().figures()
    #expect(run.model == ExecutionModel(rawValue: "bazel"))
    #expect(run.makespan == Nanoseconds(220_000))
    #expect(run.slots == 2)
    #expect(run.tasks == 2)
    #expect(run.slots(.work) == 140)
    #expect(run.slots(.lock) == 20)
    // Both slots until the first action begins, one until the second does.
    #expect(run.slots(.serial) == 220 + 20)
    #expect(run.slots(.tail) == 20)
    #expect(run.slots(.teardown) == 20)
  }

  @Test func `the phases of a Bazel build add up to its makespan`() throws {
    for file in ["none", "4", "100"] {
      let adapted = try RealFiles.adapted("bazel_local-jobs-\(file).json.gz")
      let phases = adapted.parts.filter(\.isPhase)
      let run = try RealFiles.figures(adapted)
      #expect(phases.count == 7)
      #expect(phases.reduce(Nanoseconds.zero) { $0 + $1.time } == run.makespan)
    }
  }

  @Test func `clang's totals are no spans of the compilation`() throws {
    var file = WrittenFile()
    file.members = ["\"beginningOfTime\":1"]
    file.span("ExecuteCompiler", nil, 0, 100)
    file.span("Frontend", nil, 5, 60)
    file.span("Source", nil, 10, 30)
    file.span("Total ExecuteCompiler", nil, 0, 100, thread: "2")
    file.span("Total Source", nil, 0, 900, thread: "3")
    let run = try file.figures()
    #expect(run.makespan == Nanoseconds(100_000))
    #expect(run.slots == 1)
    #expect(run.concurrency.histogram == [1: Nanoseconds(100_000)])
  }

  @Test func `a ninja log with its compilers' own spans counts commands`() throws {
    var file = WrittenFile()
    file.span("a.o", "targets", 0, 100, thread: "0", process: "0")
    file.span("b.o", "targets", 0, 60, thread: "1", process: "0")
    file.span("ExecuteCompiler", "", 10, 90, thread: "0", process: "0")
    let adapted = try file.adapted()
    #expect(adapted.producer.name == "ninja")
    #expect(adapted.tasks == 2)
    #expect(try RealFiles.figures(adapted).concurrency.sumBusy == Nanoseconds(160_000))
  }
}
