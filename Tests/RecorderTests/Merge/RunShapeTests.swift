import Analysis
import Testing
import TraceModel

@testable import Recorder

/// Which model a program ran under, from its lanes and its agents.
@Suite struct RunShapeTests {
  private static let main = RecordedThread(1, 1, "app", 0, 1000)
  private static let command = RecordedProcess(process: 1, name: "app", birth: 0, death: 1000)

  private func child(_ process: Int32, of parent: Int32, _ birth: Int64, _ death: Int64)
    -> (RecordedProcess, RecordedThread)
  {
    (
      RecordedProcess(
        process: process, parent: parent, name: "child", birth: birth, death: death),
      RecordedThread(process, process, "child", birth, death)
    )
  }

  @Test func `one thread without tasks is sequential: its life is one task`() throws {
    let merged = try MergedTrace(end: 1000, threads: [Self.main], processes: [Self.command])
    #expect(merged.shape.model == .sequential)
    #expect(merged.spans(.task) == ["app on 1/1 0-1000"])
    #expect(merged.run?.model == .sequential)
  }

  @Test func `threads without an agent: each one's life is a task, and a note says so`() throws {
    let merged = try MergedTrace(
      end: 1000,
      threads: [
        Self.main, RecordedThread(1, 2, "a", 100, 400), RecordedThread(1, 3, "b", 100, 500),
      ],
      processes: [Self.command])
    #expect(merged.shape.model == .threads)
    #expect(merged.spans(.task) == ["a on 1/2 100-400", "b on 1/3 100-500"])
    #expect(merged.roles(1, 1) == ["coordinator"])
    #expect(merged.roles(1, 2) == ["worker"])
    #expect(merged.shape.notes.contains { $0.contains("the lives of 2 threads") })
    #expect(merged.run?.slots == 2)
  }

  @Test func `processes without an agent: those that made no other are the tasks`() throws {
    let shell = child(2, of: 1, 50, 900)
    let (first, second) = (child(3, of: 2, 100, 500), child(4, of: 2, 100, 600))
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, shell.1, first.1, second.1],
      processes: [Self.command, shell.0, first.0, second.0])
    #expect(merged.shape.model == .processes)
    #expect(merged.spans(.task) == ["child on 3/3 100-500", "child on 4/4 100-600"])
    #expect(merged.roles(2, 2) == ["other"])
  }

  @Test func `processes of which no two lived at once are sequential`() throws {
    let (first, second) = (child(3, of: 1, 100, 200), child(4, of: 1, 300, 400))
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, first.1, second.1],
      processes: [Self.command, first.0, second.0])
    #expect(merged.shape.model == .sequential)
    #expect(merged.spans(.task).count == 2)
  }

  @Test func `the shells that started a Python are no tasks`() throws {
    let shell = child(2, of: 1, 10, 20)
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, shell.1], processes: [Self.command, shell.0],
      agents: [AgentProcess(pid: 1, start: 50)])
    #expect(merged.shape.model == .sequential)
    #expect(merged.spans(.task) == ["app on 1/1 0-1000"])
  }

  @Test func `tasks on threads of an agent: threads, as wide as was declared`() throws {
    let agent = AgentProcess(
      pid: 1, start: 10, threadNames: [2: "ThreadPoolExecutor-0_0"],
      events: [
        AgentEvent(time: 20, tid: 1, kind: .executor(model: .threads, name: "pool", slots: 3)),
        .span(.task, "fetch", on: 2, 100, 400, task: 1 << 40, key: "fetch"),
        .span(.wait, "io", on: 2, 150, 300),
      ])
    let merged = try MergedTrace(
      end: 1000,
      threads: [
        Self.main, RecordedThread(1, 2, "app", 90, 900), RecordedThread(1, 3, "gc", 0, 900),
      ],
      processes: [Self.command], agents: [agent])
    #expect(merged.shape.model == .threads)
    #expect(merged.run?.slots == 3)
    #expect(merged.name(1, 2) == "ThreadPoolExecutor-0_0")
    #expect(merged.roles(1, 3) == ["other"])
    #expect(merged.spans(.task) == ["fetch on 1/2 100-400"])
    #expect(merged.spans(.wait) == ["io on 1/2 150-300"])
  }

  @Test func `async tasks on the main thread: asyncio, and mixed beside a pool`() throws {
    let loop: [AgentEvent] = [
      .async("main", on: 1, 100, 800, task: 5),
      .span(.step, "main", on: 1, 120, 200, task: 5),
      AgentEvent(
        time: 200, tid: 1,
        kind: .asyncWait(AgentSpan(category: .wait, name: "sleep", end: 700, task: 5))),
    ]
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main], processes: [Self.command],
      agents: [AgentProcess(pid: 1, start: 10, events: loop)])
    #expect(merged.shape.model == .asyncio)
    #expect(merged.roles(1, 1) == ["coordinator", "loop"])
    #expect(
      merged.trace.asyncSpans.map { merged.trace.names[$0.name] }.sorted() == ["main", "sleep"])
    #expect(Set(merged.trace.asyncSpans.map(\.scope)).count == 1)

    let both = loop + [.span(.task, "blocking", on: 2, 300, 400, task: 6)]
    let mixed = try MergedTrace(
      end: 1000, threads: [Self.main, RecordedThread(1, 2, "app", 90, 900)],
      processes: [Self.command], agents: [AgentProcess(pid: 1, start: 10, events: both)])
    #expect(mixed.shape.model == .mixed)
    #expect(mixed.shape.executors == ["pool": 1])
  }

  @Test func `tasks in other processes: processes`() throws {
    let worker = child(2, of: 1, 50, 900)
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, worker.1], processes: [Self.command, worker.0],
      agents: [
        AgentProcess(pid: 1, start: 10),
        AgentProcess(
          pid: 2, start: 60, name: "ForkPoolWorker-1",
          events: [.span(.task, "count", on: 2, 100, 800, task: 1)]),
      ])
    #expect(merged.shape.model == .processes)
    #expect(merged.roles(2, 2) == ["worker"])
    #expect(merged.trace.processNames[2] == "ForkPoolWorker-1")
    #expect(merged.trace.processNames[1] == "app --option")
  }

  @Test func `tasks on the main thread alone are sequential`() throws {
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main], processes: [Self.command],
      agents: [
        AgentProcess(
          pid: 1, start: 10,
          events: [
            .span(.task, "a", on: 1, 100, 200), .span(.task, "b", on: 1, 200, 300),
          ])
      ])
    #expect(merged.shape.model == .sequential)
    #expect(merged.spans(.task).count == 2)
  }

  @Test func `without a timeline a Python that told of no task is sequential`() throws {
    let merged = try MergedTrace(
      end: 1000, agents: [AgentProcess(pid: 1, start: 10)], hasTimeline: false)
    #expect(merged.shape.model == .sequential)
    #expect(merged.spans(.task).count == 1)
  }

  @Test func `nothing seen is not called sequential`() throws {
    let merged = try MergedTrace(end: 1000, hasTimeline: false)
    #expect(merged.shape.model == .mixed)
    #expect(merged.shape.notes.contains { $0.contains("unknown") })
  }
}
