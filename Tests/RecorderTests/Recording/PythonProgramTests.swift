import Analysis
import Foundation
import Testing
import TraceModel
import ViewerCheck

@testable import Recorder

/// What a recorded program must be reported as.
struct RecordedTruth: Sendable, CustomStringConvertible {
  var program: String
  var model: ExecutionModel
  var tasks: Int
  /// Whether the tasks are the program's own, and not its life.
  var tellsTasks = true

  var description: String { program }
}

/// Programs of the shapes that articles on concurrency show, recorded whole and analysed.
@Suite(.serialized) struct PythonProgramTests {
  static let truths = [
    RecordedTruth(program: "fetch_sequential.py", model: .sequential, tasks: 1, tellsTasks: false),
    RecordedTruth(program: "fetch_threads.py", model: .threads, tasks: 3),
    RecordedTruth(program: "fetch_both.py", model: .threads, tasks: 3),
    RecordedTruth(program: "fetch_requests.py", model: .threads, tasks: 3),
    RecordedTruth(program: "fetch_processes.py", model: .processes, tasks: 3),
    RecordedTruth(program: "fetch_pool.py", model: .processes, tasks: 3),
    RecordedTruth(program: "fetch_asyncio.py", model: .asyncio, tasks: 3),
    RecordedTruth(program: "fetch_aiohttp.py", model: .asyncio, tasks: 3),
    RecordedTruth(program: "fetch_httpx.py", model: .asyncio, tasks: 3),
    RecordedTruth(program: "count_sequential.py", model: .sequential, tasks: 1, tellsTasks: false),
    RecordedTruth(program: "count_threads.py", model: .threads, tasks: 4),
    RecordedTruth(program: "count_pool.py", model: .processes, tasks: 4),
    RecordedTruth(program: "count_asyncio.py", model: .asyncio, tasks: 4),
    RecordedTruth(program: "loop_calls.py", model: .asyncio, tasks: 3),
    RecordedTruth(program: "pool_calls.py fork", model: .processes, tasks: 24),
    RecordedTruth(program: "two_processes.py spawn", model: .processes, tasks: 2),
    RecordedTruth(program: "executors.py", model: .mixed, tasks: 16),
    RecordedTruth(program: "to_thread.py", model: .threads, tasks: 4),
    RecordedTruth(program: "uv_tasks.py", model: .asyncio, tasks: 4),
    RecordedTruth(program: "trio_tasks.py", model: .asyncio, tasks: 5),
    RecordedTruth(program: "greenlets.py", model: .asyncio, tasks: 7),
    RecordedTruth(program: "joblib_calls.py loky", model: .processes, tasks: 12),
  ]

  @Test(arguments: truths, Pythons.chosen)
  func `a program is reported with its model, its tasks and ledgers that are full`(
    truth: RecordedTruth, python: FoundPython
  ) throws {
    let recorded = try Recorded(python, program: truth.program)
    #expect(recorded.status == 0)
    #expect(recorded.summary.model == truth.model)
    let run = try #require(try recorded.run())
    #expect(run.model == truth.model)
    #expect(run.tasks == truth.tasks)
    #expect(run.tellsTasks == truth.tellsTasks)
    #expect(run.failedAssertions == [])
    #expect(run.trust.isCut == false)
    #expect(recorded.summary.eventsLost == 0)
    #expect(recorded.trace.metadata?.versions["python"] == python.fullVersion)
  }

  @Test(arguments: Pythons.chosen)
  func `what is recorded of a program opens in every viewer without a warning`(
    python: FoundPython
  ) async throws {
    let scratch = Scratch()
    // The programs of the articles; the others are made of the same events.
    let programs = Self.truths.map(\.program).filter { $0.contains(/^(fetch|count)_/) }
    #expect(programs.count == 13)
    let paths = try programs.map { program in
      let path = scratch.file("\(program).json.gz")
      let recorded = try Recorded(python, program: program, output: path)
      #expect(recorded.status == 0)
      return path
    }
    for problem in try await ViewerCheck.problems(in: paths) { Issue.record("\(problem)") }
  }

  @Test(arguments: Pythons.chosen)
  func `a call that keeps the loop is reported with its file and line`(
    python: FoundPython
  ) throws {
    let recorded = try Recorded(python, program: "fetch_blocking.py")
    let loop = try #require(try recorded.run()?.loop)
    let calls = loop.blockingCalls.longest.map(\.name)
    let file = "Programs/fetch_blocking.py"
    #expect(calls.contains("time.sleep at \(file):12 in sleeps"))
    #expect(calls.contains("subprocess.run at \(file):32 in main"))
    #expect(calls.contains { $0.hasSuffix("getresponse at \(file):19 in asks") })
    #expect(loop.blockingSteps.longest.contains { $0.name == "counts before \(file):27" })
  }

  @Test(arguments: Pythons.chosen, ["greenlets.py", "trio_tasks.py"])
  func `an event loop that is not asyncio's is named`(python: FoundPython, program: String) throws {
    let library = program == "trio_tasks.py" ? "trio" : "gevent"
    let notes = try Recorded(python, program: program).summary.notes
    #expect(notes.contains("the event loop is \(library)'s; it is called asyncio here"))
  }

  @Test(arguments: Pythons.chosen)
  func `Pythons and programs without the agent are listed by name`(python: FoundPython) throws {
    let script = """
      import subprocess, sys, threading
      subprocess.run([sys.executable, "-I", "-c", ""])
      subprocess.run(["sleep", "0"], env={})
      thread = threading.Thread(target=int)
      thread.start()
      thread.join()
      """
    let recorded = try Recorded([python.path, "-c", script], recordsPython: true)
    #expect(recorded.summary.agents == 1)
    guard recorded.hasTimeline else { return }
    let notes = recorded.summary.notes
    #expect(notes.contains { $0.hasPrefix("1 Python process ran without the agent") })
    #expect(notes.contains("1 process is no Python: thread states only: sleep"))
  }

  @Test(arguments: Pythons.chosen, ["exit", "kill", "exec", "fork", "terminate"])
  func `a program that leaves without a word is recorded until then`(
    python: FoundPython, how: String
  ) throws {
    let recorded = try Recorded(python, program: "leaves.py \(how)")
    #expect(recorded.status == ["exit": 3, "kill": 128 + 9][how] ?? 0)
    let run = try #require(try recorded.run())
    #expect(run.failedAssertions == [])
    #expect(run.tasks == (how == "terminate" ? 2 : 1))
    let isSaid = recorded.summary.notes.contains { $0.contains("had no end") }
    #expect(isSaid == (how != "fork"))
  }
}
