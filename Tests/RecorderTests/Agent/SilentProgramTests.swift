import Testing

@testable import Recorder

/// Programs without an agent are listed by name.
@Suite struct SilentProgramTests {
  private func process(
    _ pid: Int32, _ name: String, parent: Int32? = nil, executions: Int = 1
  ) -> RecordedProcess {
    RecordedProcess(
      process: pid, parent: parent, name: name, birth: Int64(pid), death: nil,
      executions: executions)
  }

  private func notes(_ processes: [RecordedProcess], heard: Set<Int32>) -> [String] {
    let all = Dictionary(uniqueKeysWithValues: processes.map { ($0.process, $0) })
    return SilentPrograms(all, heard: heard).notes(areExpected: !heard.isEmpty)
  }

  @Test func `a Python that ignored the agent is named, with what it forked`() {
    let notes = notes(
      [
        process(1, "python3"), process(2, "python3.11", parent: 1),
        process(3, "python3.11", parent: 2, executions: 0),
        // Between a fork and a program that was not found: nothing is missing of it.
        process(4, "python3", parent: 1, executions: 0),
      ], heard: [1])
    #expect(
      notes == [
        "2 Python processes ran without the agent (started with -I, -E or -S, or with an "
          + "environment of their own): thread states only: python3.11 2, python3.11 3"
      ])
  }

  @Test func `other programs beside Pythons are counted by name`() {
    let shells = (10..<14).map { process($0, "sh", parent: 1) }
    let notes = notes([process(1, "python3")] + shells + [process(20, "true")], heard: [1])
    #expect(notes == ["5 processes are no Python: thread states only: sh x4, true"])
  }

  @Test func `a recording of other programs alone needs no list, and a long one ends`() {
    #expect(notes([process(1, "make"), process(2, "cc1", parent: 1)], heard: []).isEmpty)
    let many = (2..<12).map { process($0, "tool\($0)", parent: 1) }
    let last = notes([process(1, "python3")] + many, heard: [1]).last
    #expect(last?.hasSuffix("tool10, tool11, tool2, tool3, tool4, tool5 and 4 more") == true)
  }
}
