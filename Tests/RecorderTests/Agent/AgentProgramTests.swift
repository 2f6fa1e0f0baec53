import Foundation
import Testing
import TraceModel

@testable import Recorder

/// A program, and what must be known of it afterwards.
struct ProgramTruth: Sendable, CustomStringConvertible {
  var program: String
  /// How often each task ran, by name.
  var tasks: [String: Int]
  /// How many files agents write; nil where that is a library's affair.
  var processes: Int? = 1

  var description: String { program }
}

/// Programs of the shapes that articles on concurrency show, run unmodified.
@Suite struct AgentProgramTests {
  static let programs = [
    ProgramTruth(program: "fetch_sequential.py", tasks: [:]),
    ProgramTruth(program: "fetch_urllib.py", tasks: [:]),
    ProgramTruth(program: "fetch_threads.py", tasks: ["fetch": 3]),
    ProgramTruth(program: "fetch_pool.py", tasks: ["fetch": 3], processes: 4),
    ProgramTruth(program: "fetch_asyncio.py", tasks: ["fetch": 3]),
    ProgramTruth(program: "fetch_requests.py", tasks: ["download": 3]),
    ProgramTruth(program: "fetch_aiohttp.py", tasks: ["download": 3]),
    ProgramTruth(program: "fetch_httpx.py", tasks: ["download": 3]),
    ProgramTruth(program: "fetch_both.py", tasks: ["download": 3]),
    ProgramTruth(program: "fetch_processes.py", tasks: ["fetch": 3], processes: 4),
    ProgramTruth(
      program: "fetch_blocking.py", tasks: ["sleeps": 1, "asks": 1, "counts": 1]),
    ProgramTruth(program: "count_sequential.py", tasks: [:]),
    ProgramTruth(program: "count_threads.py", tasks: ["count": 4]),
    ProgramTruth(
      program: "count_pool.py", tasks: ["count": 4],
      processes: 1 + ProcessInfo.processInfo.processorCount),
    ProgramTruth(program: "count_asyncio.py", tasks: ["work": 4]),
    ProgramTruth(program: "two_threads.py", tasks: ["first": 1, "Second": 1]),
    ProgramTruth(program: "two_processes.py fork", tasks: ["first": 1, "second": 1], processes: 3),
    ProgramTruth(
      program: "two_processes.py spawn", tasks: ["first": 1, "second": 1], processes: 4),
    ProgramTruth(
      program: "two_processes.py forkserver", tasks: ["first": 1, "second": 1], processes: 5),
    ProgramTruth(
      program: "pool_calls.py fork", tasks: ["nothing": 2, "add": 4, "double": 18], processes: 3),
    ProgramTruth(
      program: "pool_calls.py spawn", tasks: ["nothing": 2, "add": 4, "double": 18], processes: 4),
    ProgramTruth(program: "thread_pool.py", tasks: ["double": 7]),
    ProgramTruth(program: "loop_calls.py", tasks: ["task": 3]),
    ProgramTruth(
      program: "loop_waits.py", tasks: ["sleeps": 1, "locks": 1, "takes": 1, "joins": 1]),
    ProgramTruth(program: "executors.py", tasks: ["double": 16], processes: 3),
    ProgramTruth(
      program: "pool_callables.py",
      tasks: [
        "plain": 5, "decorated": 2, "Shop.sell": 2, "Shop.open": 2, "Shop.close": 2, "Shop": 2,
        "Ticket": 2, "index": 2, "<lambda>": 2,
      ]),
    ProgramTruth(program: "to_thread.py", tasks: ["block": 4]),
    ProgramTruth(program: "failing.py", tasks: ["fail": 3], processes: 3),
    ProgramTruth(program: "left_alone.py", tasks: [:]),
    ProgramTruth(program: "uv_tasks.py", tasks: ["work": 4]),
    ProgramTruth(
      program: "trio_tasks.py", tasks: ["sleeps": 2, "blocks": 1, "sends": 1, "receives": 1]),
    ProgramTruth(program: "greenlets.py", tasks: ["work": 7]),
    ProgramTruth(program: "joblib_calls.py loky", tasks: ["double": 12], processes: nil),
    ProgramTruth(program: "joblib_calls.py multiprocessing", tasks: ["double": 12], processes: nil),
    ProgramTruth(program: "joblib_calls.py threading", tasks: ["double": 12], processes: nil),
  ]

  @Test func `the CPythons that must be on this machine are`() {
    print("Agent tested with: \(Pythons.chosen.map(\.minor).joined(separator: ", "))")
    #expect(!Pythons.all.isEmpty)
    let missing = Set(Pythons.required).subtracting(Pythons.all.map(\.minor)).sorted()
    #expect(
      missing.isEmpty,
      "run .ci/install-pythons (or pyenv install), or take them out of STRETTO_REQUIRED_PYTHONS")
  }

  @Test(arguments: programs, Pythons.chosen)
  func `a program runs as ever, and all its tasks are known`(
    truth: ProgramTruth, python: FoundPython
  ) throws {
    let environment = ProcessInfo.processInfo.environment
      .merging(try AgentRun.variables(truth.program, python)) { $1 }
    let plain = try Finished(
      [python.path] + AgentRun.arguments(truth.program), environment: environment)
    let run = try AgentRun(python, program: truth.program)
    #expect(run.finished.status == plain.status)
    #expect(Self.letters(run.finished.output) == Self.letters(plain.output))
    #expect(Self.letters(run.finished.errors) == Self.letters(plain.errors))

    #expect(Self.counts(run.tasks.map(\.name)) == truth.tasks)
    #expect(Set(run.tasks.map(\.task)).count == run.tasks.count, "one body per task")
    #expect(run.tasks.allSatisfy { $0.end != nil && $0.key == $0.name })
    if let count = truth.processes { #expect(run.records.processes.count == count) }
    #expect(run.records.processes.allSatisfy { $0.lost == 0 })
    #expect(run.records.notes == [])
    #expect(run.records.processes.first?.isCut == false)
    #expect(Set(run.records.processes.map(\.python)) == [python.fullVersion])
    Self.expectNesting(run)
    Self.expectArrows(run)
  }

  /// These use every kind of event that the extension writes.
  private static let asPure = programs.filter {
    [
      "fetch_blocking.py", "fetch_threads.py", "pool_calls.py fork", "loop_waits.py",
      "executors.py", "pool_callables.py", "uv_tasks.py", "trio_tasks.py", "greenlets.py",
    ].contains($0.program)
  }

  @Test(arguments: asPure, Pythons.chosen)
  func `without the part in C all tasks are known too`(
    truth: ProgramTruth, python: FoundPython
  ) throws {
    let run = try AgentRun(python, program: truth.program, adding: ["STRETTO_AGENT_PURE": "1"])
    #expect(run.finished.status == 0)
    #expect(Self.counts(run.tasks.map(\.name)) == truth.tasks)
    #expect(run.tasks.allSatisfy { $0.end != nil && $0.key == $0.name })
    #expect(run.records.processes.allSatisfy { $0.lost == 0 })
    Self.expectNesting(run)
    Self.expectArrows(run)
  }

  /// The arrows of every kind have both ends, each once.
  static func expectArrows(_ run: AgentRun) {
    for flow in [AgentEvent.Flow.submit, .result] {
      let (tails, heads) = run.arrows(flow)
      #expect(Set(tails).count == tails.count)
      #expect(tails == heads, "\(flow)")
    }
    let bodies = run.spans.filter { $0.category == .task }.compactMap(\.task)
    let heads = run.arrows(.submit).heads
    #expect(Set(heads) == Set(bodies.map { .task($0) }) && heads.count == bodies.count)
    let (forks, births) = run.arrows(.fork)
    #expect(Set(births).isSubset(of: forks))
  }

  /// The spans of a thread lie inside or outside each other.
  static func expectNesting(_ run: AgentRun) {
    for process in run.records.processes {
      for (thread, events) in Dictionary(grouping: process.events, by: \.tid) {
        var open: [Int64] = []
        for event in events {
          guard case .span(let span) = event.kind else { continue }
          let end = span.end ?? .max
          while let inner = open.last, inner <= event.time { open.removeLast() }
          #expect(end <= open.last ?? .max, "\(span.name) on \(thread) of \(process.pid)")
          open.append(end)
        }
      }
    }
  }

  static func counts(_ names: [String]) -> [String: Int] {
    Dictionary(grouping: names, by: { $0 }).mapValues(\.count)
  }

  /// What was printed, in an order of its own: threads and processes print in any order, a line
  /// and its end apart.
  static func letters(_ text: String) -> String { String(text.sorted()) }
}

extension FoundPython {
  var fullVersion: String { version.map(String.init).joined(separator: ".") }
}
