import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `PyTorch's traces` {
  /// Two streams: a collective on one, compute on the other; launched from thread 100.
  private func device() -> WrittenFile {
    var file = WrittenFile()
    file.members = ["\"schemaVersion\":1", "\"deviceProperties\":[]"]
    file.span(
      "PyTorch Profiler (0)", "Trace", 0, 200, thread: "\"PyTorch Profiler\"", process: "\"Spans\"")
    file.span("ProfilerStep#1", "user_annotation", 0, 200, thread: "100", process: "100")
    file.span("aten::mm", "cpu_op", 5, 30, thread: "100", process: "100")
    file.span("ncclDevKernel_AllReduce", "kernel", 40, 140, thread: "2", process: "0")
    file.span("sgemm", "kernel", 90, 160, thread: "1", process: "0")
    return file
  }

  @Test func `compute over a collective is hidden communication, as HTA has it`() throws {
    let run = try device().figures()
    #expect(run.makespan == Nanoseconds(200_000))
    #expect(run.slots == 2)
    #expect(run.computeIO.compute == Nanoseconds(70_000))
    #expect(run.computeIO.io == Nanoseconds(100_000))
    #expect(run.computeIO.both == Nanoseconds(50_000))
    #expect(run.computeIO.hiddenIO == 0.5)
  }

  @Test func `an idle stream waits for its launch, or for what was launched to begin`() throws {
    var file = device()
    file.events.removeAll { $0.contains("nccl") }
    file.span("sgemm", "kernel", 170, 180, thread: "1", process: "0")
    for (id, launch, begin) in [(1, 60, 90), (2, 100, 170)] {
      file.end("s", "ac2g", "ac2g", id: id, launch, thread: "100", process: "100")
      file.end("f", "ac2g", "ac2g", id: id, begin, thread: "1", process: "0")
    }
    let run = try file.figures()
    #expect(run.slots(.work) == 80)
    // Launched at 60 and 100, begun at 90 and 170 on a stream that is free until 90 and from 160.
    #expect(run.slots(.dispatch) == 40)
    #expect(run.slots(.serial) == 60)
    #expect(run.slots(.teardown) == 20)
    #expect(run.queueing.queueTotal == Nanoseconds(100_000))
    #expect(run.criticalPath == nil)
  }

  @Test func `without a device the threads count, and a step is no operator`() throws {
    var file = device()
    file.events.removeAll { $0.contains("kernel") }
    file.span("gloo:all_reduce", "user_annotation", 20, 60, thread: "101", process: "100")
    let run = try file.figures()
    #expect(run.concurrency.sumBusy == Nanoseconds(65_000))
    #expect(run.computeIO.io == Nanoseconds(40_000))
    #expect(run.computeIO.both == Nanoseconds(10_000))
    #expect(try file.adapted().parts.map(\.name) == ["profiled steps"])
  }
}
