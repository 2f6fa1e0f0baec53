import Comparison
import Rounds
import Synchronization
import SystemPackage
import Testing
import TraceModel
import Workloads

struct `The runner of the rounds` {
  private let arm = FakeTool.result()

  @Test func `runs every arm of every round and gives the rounds as the statistics take them`()
    async throws
  {
    let tool = try FakeTool(
      arm: "case $model in threads) \(FakeTool.result(wall: 500)) ;; *) \(arm) ;; esac")
    let plan = try RoundsPlan(models: [.sequential, .threads], rounds: 2, seed: 1)
    let result = try await tool.runner(plan: plan).run()
    #expect(!result.wasCancelled)
    #expect(result.failures.isEmpty)
    #expect(result.warmUp?.outcomes.map(\.arm) == plan.order(ofRound: 0))
    #expect(result.rounds.map { $0.outcomes.map(\.arm) } == (1...2).map(plan.order(ofRound:)))
    let set = result.roundSet
    #expect(set.models == ["sequential", "threads"])
    #expect(set.baseline == "sequential")
    #expect(set.walls("sequential", .control) == [1000, 1000])
    #expect(set.walls("threads", .traced) == [500, 500])
    #expect(set.rounds.map(\.freeCores) == [1.5, 1.5])
    #expect(set.warmUp?.wall("threads", .untraced) == 500)
  }

  @Test func `asks traced arms for a trace of their own, and no other`() async throws {
    let tool = try FakeTool(arm: #"echo "$*" >> $folder/log; \#(arm)"#)
    let plan = try RoundsPlan(models: [.threads], rounds: 1, seed: 1)
    let result = try await tool.runner(plan: plan).run()
    let paths = (0...1).map { tool.folder.appending("threads.round-\($0).json.gz").string }
    #expect(tool.log.count == 6)
    #expect(tool.log.filter { $0.contains("--trace") }.count == 2)
    for path in paths { #expect(tool.log.contains { $0.hasSuffix("--trace \(path)") }) }
    #expect(result.rounds[0].outcomes.compactMap(\.tracePath) == [paths[1]])
  }

  @Test func `keeps the least that was free before, between and after a round's arms`()
    async throws
  {
    let tool = try FakeTool(arm: arm)
    var runner = tool.runner(plan: try RoundsPlan(models: [.threads], rounds: 3, seed: 1))
    // Four measurements a round: the warm-up's, then one low in every place, then none.
    let measured = Mutex<[Double?]>([2, 2, 2, 2, 2, 1.25, 2, 2, 2, 2, 2, 0.5, nil, nil, nil, nil])
    runner.measureFreeCores = {
      measured.withLock { $0.removeFirst() }.map { FreeCores(count: $0, cores: 2) }
    }
    let result = try await runner.run()
    #expect(result.rounds.map(\.freeCores?.count) == [1.25, 0.5, nil])
    #expect(measured.withLock(\.self).isEmpty)
  }

  @Test func `tells what happens, in order`() async throws {
    let tool = try FakeTool(arm: arm)
    let plan = try RoundsPlan(models: [.threads], rounds: 1, seed: 1)
    let told = Mutex<[String]>([])
    _ = try await tool.runner(plan: plan).run { event in
      let text =
        switch event {
        case .roundStarted(let number, let free): "round \(number) \(free?.count ?? 0)"
        case .armStarted(_, let round, let finished): "arm \(round) \(finished)"
        case .armFinished(let outcome): "end \(outcome.wall?.count ?? 0)"
        case .roundFinished(let round): "done \(round.number)"
        }
      told.withLock { $0.append(text) }
    }
    #expect(
      told.withLock(\.self) == [
        "round 0 1.5", "arm 0 0", "end 1000", "arm 0 1", "end 1000", "arm 0 2", "end 1000",
        "done 0", "round 1 1.5", "arm 1 3", "end 1000", "arm 1 4", "end 1000", "arm 1 5",
        "end 1000", "done 1",
      ])
  }

  @Test func `counts an arm whose result differs from the others' as failed`() async throws {
    let tool = try FakeTool(
      arm: """
        if [ -e $folder/log ]; then \(FakeTool.result(checksum: "ab")); else echo 1 > $folder/log; \(arm); fi
        """)
    let result = try await tool.runner(plan: RoundsPlan(models: [.threads], rounds: 1, seed: 1))
      .run()
    #expect(result.failures.count == 5)
    #expect(
      result.failures.first?.ending
        == .failed(ArmFailure(.checksum(0xAB, expected: 0xFF))))
  }

  @Test func `starts one server for all arms, passes its port on, and stops it`() async throws {
    let tool = try FakeTool(
      arm: #"echo "$*" >> $folder/log; \#(arm)"#,
      server: "exec 3> $folder/pipe; echo up >&3; echo port 4242; cat")
    let plan = try RoundsPlan(models: [.threads], rounds: 1, seed: 1)
    async let server = PipeReader.firstLine(of: tool.pipe)
    let result = try await tool.runner(.fetch, plan: plan).run()
    #expect(result.failures.isEmpty)
    #expect(tool.log.count == 6)
    #expect(tool.log.allSatisfy { $0.contains("--server-port 4242") })
    try await PipeReader.untilNobodyWrites(server.descriptor)
  }

  @Test func `keeps an arm's standard input open while it runs`() async throws {
    // `timeout` gives 124 when it had to end `cat`, which ends by itself at the input's end.
    let tool = try FakeTool(arm: "timeout 0.1 cat; [ $? = 124 ] || exit 9; \(arm)")
    let result = try await tool.runner(plan: RoundsPlan(models: [.threads], rounds: 1, seed: 1))
      .run()
    #expect(result.failures.isEmpty, "\(result.failures)")
  }

  @Test func `says why when the server does not start`() async throws {
    let tool = try FakeTool(arm: arm, server: "echo no room >&2; exit 1")
    let runner = tool.runner(.fetch, plan: try RoundsPlan(models: [.threads], seed: 1))
    await #expect(throws: RoundsError("the workload server did not start: no room")) {
      try await runner.run()
    }
  }
}
