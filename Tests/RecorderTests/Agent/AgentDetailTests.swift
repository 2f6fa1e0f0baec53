import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// What the agent says of single things: names, waits, executors, starts.
@Suite struct AgentDetailTests {
  @Test(arguments: Pythons.chosen)
  func `threads and processes have the names that the program gave them`(
    python: FoundPython
  ) throws {
    let threads = try AgentRun(python, program: "two_threads.py")
    let names = try #require(threads.records.processes.first).threadNames.values
    #expect(names.contains("the second"))
    #expect(names.contains { $0.hasPrefix("Thread-") })
    let processes = try AgentRun(python, program: "two_processes.py fork")
    #expect(Set(processes.records.processes.map(\.name)) == ["", "ForkProcess-1", "the second"])
    #expect(processes.records.processes.allSatisfy { $0.commandLine.contains("two_processes.py") })
  }

  @Test(arguments: Pythons.chosen)
  func `a task of a loop says why it waits`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "loop_waits.py")
    let names = Dictionary(
      run.tasks.map { ($0.task, $0.name) }, uniquingKeysWith: { first, _ in first })
    let waits = Set(run.asyncWaits.map { "\(names[$0.task] ?? "?") \($0.name)" })
    #expect(waits == ["sleeps sleep", "locks lock", "takes queue", "joins join"])
  }

  @Test(arguments: Pythons.chosen)
  func `a task that fetches waits for the network`(python: FoundPython) throws {
    // The server's time runs from before the wait: a program that is kept from its core in
    // between waits less.
    let server: Int64 = 50_000_000
    try Repeated.upTo { bounds in
      let loop = try AgentRun(python, program: "fetch_asyncio.py")
      #expect(Set(loop.asyncWaits.map(\.name)) == ["io"])
      for task in loop.tasks {
        let waits = loop.asyncWaits.filter { $0.task == task.task }
        #expect(waits.allSatisfy { $0.end != nil })
        let waited = Self.total(waits, of: loop)
        bounds.expect(waited >= server, "\(waited) ns of \(task.name)")
      }
    }
    for program in ["fetch_sequential.py", "fetch_threads.py", "fetch_pool.py"] {
      try Repeated.upTo { bounds in
        let waited = Self.waiting("io", in: try AgentRun(python, program: program))
        bounds.expect(waited >= 3 * server, "\(waited) ns in \(program)")
      }
    }
  }

  @Test(arguments: Pythons.chosen)
  func `a loop that counts makes its other tasks wait for it`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "count_asyncio.py")
    let steps = run.spans.filter { $0.category == .step }
    #expect(steps.count == 4)
    #expect(run.asyncWaits.isEmpty)
    #expect(run.spans.contains { $0.category == .span && $0.name == "main" })
  }

  @Test(arguments: Pythons.chosen, ["0", "1"])
  func `each step is its task's, also where tasks follow each other in one place`(
    python: FoundPython, isPure: String
  ) throws {
    let run = try AgentRun(
      python, program: "short_tasks.py", adding: isPure == "1" ? ["STRETTO_AGENT_PURE": "1"] : [:])
    #expect(run.finished.status == 0)
    var steps: [Int64: Int] = [:]
    for step in run.spans where step.category == .step { steps[step.task ?? 0, default: 0] += 1 }
    // Two loops and the child's, each 300 tasks of two steps and 700 of three.
    #expect(Dictionary(grouping: steps.values) { $0 }.mapValues(\.count) == [2: 900, 3: 2100])
    let ended = run.tasks.filter { $0.name == "work" && $0.end != nil }
    #expect(ended.count == 3000)
    #expect(Set(ended.compactMap(\.task)) == Set(steps.keys))
    // Those whose loop was left have no step and no end.
    #expect(run.tasks.count { $0.name == "work" && $0.end == nil } == 50)
    #expect(run.records.processes.allSatisfy { $0.lost == 0 })
  }

  @Test(arguments: Pythons.chosen.filter { $0.version[1] >= 12 })
  func `an eager task's first step is a step`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "eager_tasks.py")
    #expect(run.finished.output == "[1, 2]\n")
    #expect(Set(run.tasks.map(\.name)) == ["quick", "the slow one"])
    let steps = run.spans.filter { $0.category == .step }.map(\.name)
    #expect(AgentProgramTests.counts(steps) == ["quick": 1, "the slow one": 2])
    #expect(run.asyncWaits.map(\.name) == ["sleep"])
    AgentProgramTests.expectNesting(run)
  }

  @Test(arguments: Pythons.chosen)
  func `executors are known with their widths`(python: FoundPython) throws {
    func executors(_ program: String) throws -> [AgentEvent.Kind] {
      try AgentRun(python, program: program).events.map(\.kind).filter {
        if case .executor = $0 { true } else { false }
      }
    }
    #expect(
      try executors("executors.py") == [
        .executor(model: .threads, name: "cook", slots: 2),
        .executor(model: .processes, name: "ProcessPoolExecutor", slots: 2),
      ])
    #expect(
      try executors("pool_calls.py fork") == [
        .executor(model: .processes, name: "Pool", slots: 2)
      ])
    #expect(
      try executors("thread_pool.py") == [
        .executor(model: .threads, name: "ThreadPool", slots: 2)
      ])
    #expect(
      try executors("count_asyncio.py") == [
        .executor(model: .asyncio, name: "_UnixSelectorEventLoop", slots: nil)
      ])
  }

  @Test(arguments: Pythons.chosen, ["fork", "spawn", "forkserver"])
  func `a process starts up from when its parent began it until its task`(
    python: FoundPython, method: String
  ) throws {
    let run = try AgentRun(python, program: "two_processes.py \(method)")
    let children = run.records.processes.filter { !$0.name.isEmpty }
    #expect(children.count == 2)
    let forks = run.events.compactMap { event in
      if case .flowStart(.fork, _, _) = event.kind { event.time } else { nil }
    }
    for child in children {
      let starts = child.events.compactMap { event -> (Int64, Int64?)? in
        guard case .span(let span) = event.kind, span.category == .startup else { return nil }
        return (event.time, span.end)
      }
      let task = child.events.first { event in
        if case .span(let span) = event.kind { span.category == .task } else { false }
      }
      #expect(starts.count == 1)
      #expect(starts.first?.1 == task?.time)
      #expect(forks.contains(starts.first?.0 ?? 0))
    }
  }

  @Test(arguments: Pythons.chosen)
  func `what a pool pickles is measured in time and bytes`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "pool_calls.py fork")
    let pickled = run.spans.filter { $0.category == .serialize }
    #expect(Set(pickled.map(\.name)) == ["pickle", "unpickle"])
    #expect(pickled.allSatisfy { $0.bytes ?? 0 > 0 && $0.end != nil })
  }

  @Test(arguments: Pythons.chosen, ["fork", "spawn"])
  func `an item knows its place in its chunk`(python: FoundPython, method: String) throws {
    let run = try AgentRun(python, program: "pool_calls.py \(method)")
    let tasks = run.spans.filter { $0.category == .task }
    let chunks = Dictionary(grouping: tasks.filter { $0.place != nil }, by: { $0.place?.chunk })
    // Ten by four, and five by two without an order; `imap` and `apply` hand over single tasks.
    #expect(chunks.values.map(\.count).sorted() == [2, 2, 2, 4, 4])
    for items in chunks.values {
      #expect(items.compactMap { $0.place?.item }.sorted() == Array(1...items.count))
      #expect(items.allSatisfy { $0.place?.count == items.count })
      #expect(items.contains { $0.task == $0.place?.chunk })
    }
  }

  static func waiting(_ name: String, in run: AgentRun) -> Int64 {
    run.events.reduce(0) { sum, event in
      guard case .span(let span) = event.kind, span.category == .wait, span.name == name,
        let end = span.end
      else { return sum }
      return sum + end - event.time
    }
  }

  static func total(_ waits: [AgentSpan], of run: AgentRun) -> Int64 {
    run.events.reduce(0) { sum, event in
      guard case .asyncWait(let span) = event.kind, waits.contains(span), let end = span.end else {
        return sum
      }
      return sum + end - event.time
    }
  }
}
