import BusyMachine
@preconcurrency import Glibc
import Testing
import TraceFile
import TraceModel

@testable import Workloads

@Suite(.timeLimit(.minutes(10)))
struct `The trace of a workload's run` {
  /// Runs the workload in this process and reads its trace.
  private func trace(
    _ workload: Workload, _ model: ExecutionModel, workers: Int = 6,
    fault: WorkloadFault? = nil
  ) async throws -> (result: Result<WorkloadResult, any Error>, trace: Trace) {
    try await LocalServer.serving { port in
      try Self.trace(workload, model, workers: workers, fault: fault, port: port)
    }
  }

  private static func trace(
    _ workload: Workload, _ model: ExecutionModel, workers: Int, fault: WorkloadFault? = nil,
    port: UInt16
  ) throws -> (result: Result<WorkloadResult, any Error>, trace: Trace) {
    var template = Array("/tmp/stretto-tests-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    let path = "\(folder)/run.json.gz"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let configuration = WorkloadConfiguration(
      size: 2_000, tasks: 6, workers: workers, delayMilliseconds: 5, serverPort: port,
      fault: fault)
    let result = Result { try workload.run(model, configuration, tracingTo: path) }
    return (result, try TraceReader.read(path: path))
  }

  private func run(in trace: Trace) throws -> Span {
    try #require(trace.spans.first { $0.category == .run })
  }

  @Test(arguments: Workload.fetch.models.filter { $0 != .processes })
  func `has every task under its key, in a run window within the wall time`(
    model: ExecutionModel
  ) async throws {
    let (result, trace) = try await trace(.fetch, model)
    let run = try run(in: trace)
    #expect(trace.details[Int(run.detail)].run?.model == model)
    #expect(run.duration.count > 0)
    #expect(try result.get().wall >= run.duration)
    let onLanes = trace.spans.filter { $0.category == .task }.map { $0.detail }
    let asynchronous = trace.asyncSpans.filter { $0.category == .task }.map { $0.detail }
    let details = model.slotsAreAsyncTasks ? asynchronous : onLanes
    let keys = details.map { trace.names[trace.details[Int($0)].key] }
    #expect(keys.sorted() == (1...6).map { "fetch \($0)" })
  }

  @Test(arguments: [
    ExecutionModel.sequential, .threads, .async, .asyncBlocking, .tasks, .actor, .dispatch,
  ])
  func `declares the waits for the server as io`(model: ExecutionModel) async throws {
    let isAwaited = [.async, .tasks, .actor].contains(model)
    // Who has no CPU between request and wait finds the answer there, and waits less.
    try await Repeated.upTo { attempt in
      let trace = try await trace(.fetch, model).trace
      let waits =
        isAwaited
        ? trace.asyncSpans.filter { $0.category == .wait }.map { ($0.name, $0.end - $0.start) }
        : trace.spans.filter { $0.category == .wait }.map { ($0.name, $0.duration) }
      let io = waits.filter { trace.names[$0.0] == "io" }.map(\.1.count)
      // Six answers, each 5 ms after its request.
      attempt.expect(io.reduce(0, +) >= 6 * 4_000_000, "\(io)")
      #expect(!isAwaited || waits.allSatisfy { trace.names[$0.0] == "io" })
    }
  }

  @Test(arguments: [ExecutionModel.async, .tasks, .actor], [(1, 1), (2, 2), (6, 6), (9, 6)])
  func `shows as many async tasks in flight as workers, never more`(
    model: ExecutionModel, expected: (workers: Int, inFlight: Int)
  ) async throws {
    // It answers when as many requests wait as should: all of them are in flight then.
    let server = try ScriptedServer(answering: 6, inBatchesOf: expected.inFlight)
    let trace = try await offPool {
      try Self.trace(.fetch, model, workers: expected.workers, port: server.port).trace
    }
    let tasks = trace.asyncSpans.filter { $0.category == .task }
    // Most intervals that overlap contain the start of one of them.
    let most = tasks.map { task in
      tasks.filter { $0.start <= task.start && task.start < $0.end }.count
    }.max()
    #expect(most == expected.inFlight)
    let slots = try trace.details[Int(run(in: trace).detail)].run?.slots
    #expect(slots == (expected.workers < 6 ? expected.workers : nil))
  }

  @Test func `declares the workers of a pool as slots`() async throws {
    let trace = try await trace(.count, .threads, workers: 9).trace
    #expect(try trace.details[Int(run(in: trace).detail)].run?.slots == 9)
  }

  @Test(arguments: [ExecutionModel.sequential, .threads, .async, .tasks, .actor, .dispatch])
  func `is whole when a task throws`(model: ExecutionModel) async throws {
    let (result, trace) = try await trace(.count, model, fault: WorkloadFault(.throwing, task: 1))
    #expect(throws: InjectedError(task: 1)) { try result.get() }
    #expect(trace.notes.truncation == nil)
    _ = try run(in: trace)
    #expect(trace.notes.unfinished == 0)
  }

  @Test func `shows the parts of a mixed task`() async throws {
    let trace = try await trace(.mixed, .threads).trace
    let names = trace.spans.filter { $0.category == .span }.map { trace.names[$0.name] }
    for name in ["fetch", "compute", "write"] {
      #expect(names.filter { $0 == name }.count == 6, "\(name) in \(names)")
    }
  }
}
