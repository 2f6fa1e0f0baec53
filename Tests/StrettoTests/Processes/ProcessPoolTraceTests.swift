import Glibc
import Testing
import TraceFile
import TraceModel

@testable import Stretto

@Suite(.timeLimit(.minutes(10))) struct ProcessPoolTraceTests {
  private let keys = (0..<20).map { "item \($0)" }

  @Test func `a trace holds every phase of every task, in the process where it happened`() throws {
    let recorded = try Recorded { tracer in
      let pool = try FixtureProgram.pool(workers: 2, tracer: tracer)
      let handles = keys.enumerated().map { number, key in
        pool.submit(FixtureProgram.square, key: key, number)
      }
      for (number, handle) in handles.enumerated() {
        let square = try handle.wait()
        #expect(square == number * number)
      }
      pool.shutDown()
    }
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    #expect(recorded.lanes(.worker) == ["worker 1", "worker 2"])
    #expect(recorded.lanes(.other) == ["feeder 1", "feeder 2"])
    #expect(recorded.count(.startup, "start") == 2)
    #expect(recorded.count(.startup, "start workers") == 1)
    #expect(recorded.count(.teardown, "shut down") == 1)
    #expect(recorded.count(.teardown, "end") == 2)
    for (category, name, count) in [
      (Category.dispatch, "submit", 20), (.dispatch, "take", 20), (.dispatch, "collect", 20),
      (.serialize, "encode", 40), (.serialize, "decode", 40), (.serialize, "send", 20),
    ] {
      #expect(recorded.count(category, name) == count, "\(name)")
    }
  }

  @Test func `a worker is a process of its own, started when the pool asked for it`() throws {
    let recorded = try Recorded { tracer in
      let pool = try FixtureProgram.pool(workers: 2, tracer: tracer)
      let handles = keys.map { pool.submit(FixtureProgram.square, key: $0, 2) }
      for handle in handles { _ = try handle.wait() }
      pool.shutDown()
    }
    let starts = recorded.spans("start")
    let whole = try #require(recorded.spans("start workers").first)
    #expect(Set(starts.map { recorded.lane($0.lane).id.process }).count == 2)
    for start in starts {
      let process = recorded.lane(start.lane).id.process
      #expect(process != Int64(getpid()))
      #expect(whole.start <= start.start && start.start < whole.end)
      let first = recorded.trace.spans.filter { $0.lane == start.lane && $0.category == .task }
      #expect(first.allSatisfy { start.end <= $0.start })
    }
    let runs = try #require(recorded.trace.metadata)
    #expect(runs.capabilities.isEmpty == false)
  }

  @Test func `decoding comes before the task and encoding after it, without a gap`() throws {
    let recorded = try Recorded { tracer in
      let pool = try FixtureProgram.pool(workers: 1, tracer: tracer)
      _ = try pool.submit(FixtureProgram.square, key: "only", 2).wait()
      pool.shutDown()
    }
    let task = try #require(recorded.spans("only").first)
    let phases = recorded.trace.spans
      .filter { $0.lane == task.lane && $0.task == task.task }.sorted { $0.start < $1.start }
    #expect(phases.map { recorded.name($0.name) } == ["take", "decode", "only", "encode"])
    for (phase, next) in zip(phases, phases.dropFirst()) { #expect(phase.end == next.start) }
    #expect(recorded.trace.details[Int(task.detail)].cpuTime != nil)
  }

  @Test func `a task that throws in its worker has a whole trace`() throws {
    let recorded = try Recorded { tracer in
      let pool = try FixtureProgram.pool(workers: 1, tracer: tracer)
      let bad = pool.submit(FixtureProgram.refuse, key: "bad", 1)
      #expect(throws: ExecutorError.self) { try bad.wait() }
      pool.shutDown()
    }
    recorded.expectWholeTasks(["bad"])
    recorded.expectTidyLanes()
  }

  @Test func `what a worker recorded well before it was killed is in the trace`() throws {
    let recorded = try Recorded { tracer in
      // Long enough for the worker's events to arrive: 50 ms, and what it waits for a CPU.
      let pool = try FixtureProgram.pool(workers: 1, timeout: .seconds(5), tracer: tracer)
      let hang = pool.submit(FixtureProgram.recordAndHang, key: "hang", 1)
      let error = try #require(throws: ExecutorError.self) { try hang.wait() }
      #expect(error.code == .timedOut)
      pool.shutDown()
    }
    let span = try #require(recorded.spans("finished inside").first)
    #expect(recorded.lane(span.lane).roles == .worker)
    #expect(recorded.lane(span.lane).id.process != Int64(getpid()))
    #expect(recorded.trace.flows.count { $0.category == .submit && $0.end != nil } == 1)
  }

  @Test func `a program's trace file holds its workers' events`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("pool.json.gz")
    let (_, ending) = try FixtureRun(["run", path]).finish()
    #expect(ending.exitStatus == 0)
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    recorded.expectWholeTasks((0..<8).map { "item \($0)" })
    #expect(recorded.trace.metadata?.eventsLost == 0)
  }
}
