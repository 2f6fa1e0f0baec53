import Foundation
import Testing
import TraceModel

@testable import Recorder

/// What the agent says of single calls: requests, and those that keep an event loop.
@Suite struct AgentCallTests {
  private static let pages = ["first", "second", "third"]

  @Test(arguments: Pythons.chosen)
  func `a request is a span of the thread that makes it, without its query`(
    python: FoundPython
  ) throws {
    let port = try LoopbackServer.port.get()
    let run = try AgentRun(python, program: "fetch_both.py")
    let calls = run.spans.filter { $0.category == .span }
    let expected = Self.pages.map { ("GET http://127.0.0.1:\(port)/\($0)", 2) }
    let counts = AgentProgramTests.counts(calls.map(\.name))
    #expect(counts == Dictionary(uniqueKeysWithValues: expected))
    #expect(calls.allSatisfy { $0.end != nil })
  }

  @Test(arguments: Pythons.chosen)
  func `plain http tells of connecting and of the answer`(python: FoundPython) throws {
    let port = try LoopbackServer.port.get()
    let run = try AgentRun(python, program: "fetch_urllib.py")
    let calls = run.spans.filter { $0.category == .span }.map(\.name)
    let expected = Self.pages.map { ("GET http://127.0.0.1:\(port)/\($0)", 1) }
    #expect(
      AgentProgramTests.counts(calls)
        == Dictionary(uniqueKeysWithValues: expected + [("connect 127.0.0.1:\(port)", 3)]))
  }

  @Test(arguments: Pythons.chosen, ["fetch_aiohttp.py", "fetch_httpx.py"])
  func `a request that a task awaits belongs to the task`(
    python: FoundPython, program: String
  ) throws {
    let port = try LoopbackServer.port.get()
    let run = try AgentRun(python, program: program)
    let calls = run.events.compactMap { event -> AgentSpan? in
      if case .asyncCall(let span) = event.kind { span } else { nil }
    }
    #expect(Set(calls.map(\.name)) == Set(Self.pages.map { "GET http://127.0.0.1:\(port)/\($0)" }))
    #expect(calls.allSatisfy { $0.end != nil && $0.category == .span })
    #expect(Set(calls.map(\.task)) == Set(run.tasks.map(\.task)))
  }

  @Test(arguments: Pythons.chosen)
  func `a call that keeps an event loop is named with its file and line`(
    python: FoundPython
  ) throws {
    let run = try AgentRun(python, program: "fetch_blocking.py")
    let sites = Set(run.spans.filter { $0.category == .wait }.compactMap(\.key))
    let http = python.version[1] >= 11 ? "http.client.HTTPConnection" : "http.client"
    let file = "Programs/fetch_blocking.py"
    #expect(
      sites == [
        "time.sleep at \(file):12 in sleeps", "\(http).request at \(file):18 in asks",
        "\(http).getresponse at \(file):19 in asks", "subprocess.run at \(file):32 in main",
      ])
    let slow = run.spans.filter { $0.category == .step }.compactMap(\.key)
    #expect(slow.contains("counts before \(file):27"))
    let asked = run.spans.filter { $0.key?.contains("getresponse") == true }
    #expect(Set(asked.map(\.name)) == ["io"])
  }

  @Test(arguments: Pythons.chosen)
  func `where no loop runs, a wait has no place`(python: FoundPython) throws {
    for program in ["fetch_threads.py", "two_threads.py"] {
      let run = try AgentRun(python, program: program)
      #expect(run.spans.contains { $0.category == .wait })
      #expect(run.spans.allSatisfy { $0.category != .wait || $0.key == nil })
    }
  }

  @Test(arguments: Pythons.chosen)
  func `tasks of trio say why they wait, and what blocks their loop`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "trio_tasks.py")
    let names = Dictionary(run.tasks.map { ($0.task, $0.name) }, uniquingKeysWith: { a, _ in a })
    let waits = Set(run.asyncWaits.map { "\(names[$0.task] ?? "?") \($0.name)" })
    #expect(waits == ["sleeps sleep", "sends sleep", "receives queue"])
    let sites = run.spans.filter { $0.category == .wait }.compactMap(\.key)
    #expect(sites == ["time.sleep at Programs/trio_tasks.py:13 in blocks"])
  }

  @Test(arguments: Pythons.chosen)
  func `greenlets run in steps, and sleep between them`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "greenlets.py")
    let steps = run.spans.filter { $0.category == .step && $0.name == "work" }
    #expect(steps.count == 14)
    #expect(run.asyncWaits.filter { $0.name == "sleep" }.count == 7)
  }

  @Test(arguments: Pythons.chosen)
  func `tasks of uvloop run in steps, and sleep between them`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "uv_tasks.py")
    let steps = run.spans.filter { $0.category == .step && $0.name == "work" }
    #expect(steps.count == 8)
    #expect(run.asyncWaits.map(\.name) == ["sleep", "sleep", "sleep", "sleep"])
  }

  @Test(arguments: Pythons.chosen, ["fork", "spawn", "forkserver"])
  func `a start is called by its method`(python: FoundPython, method: String) throws {
    let run = try AgentRun(python, program: "two_processes.py \(method)")
    let starts = run.spans.filter { $0.category == .startup }.map(\.name)
    #expect(AgentProgramTests.counts(starts) == ["start": 2, method: 2])
  }
}
