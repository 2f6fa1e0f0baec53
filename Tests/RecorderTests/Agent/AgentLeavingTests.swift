import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Programs that leave without a last word: what they wrote until then is there.
@Suite struct AgentLeavingTests {
  @Test(arguments: Pythons.chosen, ["exit", "kill"])
  func `a process that ends in a task leaves it open`(
    python: FoundPython, how: String
  ) throws {
    let run = try AgentRun(python, program: "leaves.py \(how)")
    #expect(run.finished.status == (how == "exit" ? 3 : 128 + 9))
    #expect(run.records.processes.map(\.isCut) == [true])
    #expect(run.tasks.map(\.name) == ["leaves"])
    #expect(run.tasks.map(\.end) == [nil])
    #expect(run.records.notes.isEmpty)
  }

  @Test(arguments: Pythons.chosen)
  func `a process that becomes another program is there twice`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "leaves.py exec")
    #expect(run.finished.status == 0)
    #expect(run.finished.output.isEmpty)
    #expect(Set(run.records.processes.map(\.pid)).count == 1)
    #expect(run.records.processes.map(\.isCut) == [true, false])
    #expect(run.records.processes.last?.events.contains { $0.kind.isSleep } == true)
  }

  @Test(arguments: Pythons.chosen)
  func `a fork in a thread is a process of its own, and no second run of the task`(
    python: FoundPython
  ) throws {
    let run = try AgentRun(python, program: "leaves.py fork")
    #expect(run.finished.output == "left in order\n")
    #expect(run.records.processes.count == 2)
    #expect(run.tasks.map(\.name) == ["leaves"])
    #expect(run.tasks.allSatisfy { $0.end != nil })
    let child = try #require(run.records.processes.last)
    #expect(child.isCut)
    #expect(child.events.contains { $0.kind.isSleep })
  }

  @Test(arguments: Pythons.chosen)
  func `a pool that is terminated leaves its task open`(python: FoundPython) throws {
    let run = try AgentRun(python, program: "leaves.py terminate")
    #expect(run.finished.output == "1\nleft in order\n")
    #expect(run.finished.errors.isEmpty)
    let ended = Dictionary(
      run.tasks.map { ($0.name, $0.end != nil) }, uniquingKeysWith: { first, _ in first })
    #expect(ended == ["nap": false, "abs": true])
    #expect(run.spans.contains { $0.category == .teardown && $0.name == "terminate" })
  }
}

extension AgentEvent.Kind {
  fileprivate var isSleep: Bool {
    if case .span(let span) = self { span.category == .wait && span.name == "sleep" } else { false }
  }
}
