import Comparison
import Rounds
import SystemPackage
import Testing
import TraceModel
import Workloads

@Suite(.timeLimit(.minutes(10)))
struct `A failed arm` {
  /// The failure that a script of one arm comes to.
  private func failure(
    of script: String, timeout: Duration = .seconds(600)
  ) async throws -> ArmFailure? {
    let tool = try FakeTool(arm: script)
    return try await failure(of: tool, timeout: timeout)
  }

  private func failure(of tool: FakeTool, timeout: Duration) async throws -> ArmFailure? {
    let plan = try RoundsPlan(models: [.threads], rounds: 1, seed: 1)
    let result = try await tool.runner(plan: plan, timeout: timeout).run()
    #expect(result.rounds.count == 1, "the rounds go on")
    #expect(result.failures.count == 6)
    guard case .failed(let failure) = result.failures.first?.ending else { return nil }
    return failure
  }

  @Test func `tells its status and the last line of its standard error`() async throws {
    let failure = try await failure(of: "echo first >&2; echo out of paper >&2; exit 3")
    #expect(failure?.reason == .status(3))
    #expect(failure?.description == "exited with status 3 and no result: out of paper")
  }

  @Test func `tells the signal it died of`() async throws {
    let failure = try await failure(of: "kill -9 $$")
    #expect(failure?.reason == .signal(9))
    #expect(failure?.description == "died of signal 9 (Killed)")
  }

  @Test func `tells what the workload said, whatever the status`() async throws {
    let line = #"echo '{"schema":"stretto.arm/1","failure":"task 2 failed"}'; exit 1"#
    #expect(try await failure(of: line)?.description == "task 2 failed")
  }

  @Test(arguments: ["", "echo hello", "head -c 300000 /dev/zero"])
  func `is one that ends well without a result`(script: String) async throws {
    #expect(try await failure(of: script)?.reason == .garbage)
  }

  @Test func `may have printed a result and died all the same`() async throws {
    let failure = try await failure(of: "\(FakeTool.result()); exit 4")
    #expect(failure?.reason == .status(4))
  }

  @Test func `keeps only the end of a long standard error`() async throws {
    let failure = try await failure(
      of: "head -c 100000 /dev/zero | tr '\\0' x >&2; echo >&2; echo the end >&2; exit 1")
    #expect((failure?.standardError.utf8.count).map { $0 <= 4096 } == true)
    #expect(failure?.standardError.hasSuffix("the end\n") == true)
  }

  @Test func `is ended with all its processes when it takes too long`() async throws {
    // The first arm hangs with a child that ignores SIGTERM, as the arm does; others fail at once.
    // One that is ended before it has done its part leaves the part to the next.
    let tool = try FakeTool(
      arm: """
        [ -e $folder/log ] && exit 1
        trap '' TERM
        exec 3> $folder/pipe
        echo started >&3
        echo > $folder/log
        sleep 1000 &
        wait
        echo natural end >> $folder/log
        """)
    async let reader = PipeReader.firstLine(of: tool.pipe)
    let failure = try await failure(of: tool, timeout: .seconds(5))
    #expect(failure?.reason == .timeout(.seconds(5)))
    #expect(!tool.log.contains("natural end"))
    try await PipeReader.untilNobodyWrites(reader.descriptor)
  }

  @Test func `takes its workers along when it dies`() async throws {
    let tool = try FakeTool(
      arm: """
        [ -e $folder/log ] && exit 1
        echo > $folder/log
        exec 3> $folder/pipe
        echo started >&3
        sleep 1000 > /dev/null 2>&1 &
        kill -9 $$
        """)
    async let reader = PipeReader.firstLine(of: tool.pipe)
    let failure = try await failure(of: tool, timeout: .seconds(600))
    #expect(failure?.reason == .signal(9))
    try await PipeReader.untilNobodyWrites(reader.descriptor)
  }

  @Test func `is one that can't be started`() async throws {
    let tool = try FakeTool(arm: "")
    var runner = tool.runner(plan: try RoundsPlan(models: [.threads], rounds: 1, seed: 1))
    runner.executable = tool.folder.appending("missing")
    let result = try await runner.run()
    guard case .failed(let failure) = result.failures.first?.ending else {
      Issue.record("the arm did not fail")
      return
    }
    #expect(failure.description.hasPrefix("could not be started: "))
  }
}
