import Comparison
import Rounds
import Synchronization
import SystemPackage
import Testing
import TraceModel
import Workloads

@Suite(.timeLimit(.minutes(10)))
struct `Cancelling the rounds` {
  @Test func `ends the arm with all its processes and gives the finished rounds`() async throws {
    // Hangs in the fourth run, which is the first of round 1 after the warm-up's three.
    let tool = try FakeTool(
      arm: """
        echo x >> $folder/log
        if [ $(wc -l < $folder/log) -ne 5 ]; then \(FakeTool.result()); exit; fi
        exec 3> $folder/pipe
        echo started >&3
        sleep 1000 &
        wait
        """)
    let runner = tool.runner(plan: try RoundsPlan(models: [.threads], rounds: 9, seed: 1))
    let rounds = Task { try await runner.run() }
    let reader = try await PipeReader.firstLine(of: tool.pipe)
    #expect(reader.line == "started")
    rounds.cancel()
    let result = try await rounds.value
    try await PipeReader.untilNobodyWrites(reader.descriptor)
    #expect(result.wasCancelled)
    #expect(result.warmUp != nil)
    #expect(result.rounds.isEmpty, "the round cut short is none")
    #expect(tool.log.count == 5, "no arm starts after the cancellation")
  }

  @Test func `stops the server too`() async throws {
    let tool = try FakeTool(
      arm: "sleep 1000",
      server: "exec 3> $folder/pipe; echo up >&3; echo port 4242; cat")
    let runner = tool.runner(.fetch, plan: try RoundsPlan(models: [.threads], seed: 1))
    let rounds = Task { try await runner.run() }
    let reader = try await PipeReader.firstLine(of: tool.pipe)
    rounds.cancel()
    _ = try? await rounds.value
    try await PipeReader.untilNobodyWrites(reader.descriptor)
  }

  @Test func `before they start runs nothing`() async throws {
    let tool = try FakeTool(arm: "echo x >> $folder/log")
    let runner = tool.runner(plan: try RoundsPlan(models: [.threads], seed: 1))
    let result = try await withThrowingTaskGroup(of: RoundsResult.self) { group in
      group.cancelAll()
      group.addTask { try await runner.run() }
      return try await group.next()
    }
    #expect(result?.wasCancelled == true)
    #expect(tool.log.isEmpty)
  }
}
