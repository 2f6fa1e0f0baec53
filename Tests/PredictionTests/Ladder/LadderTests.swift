import Statistics
import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct `What-if ladder` {
  /// Four tasks of 1000 in threads that share a lock, on two cores, 4200 in all.
  private func locked() -> RunDemands {
    var run = sequentialRun(computing(4, 1_000))
    run.model = .threads
    run.makespan = Nanoseconds(4_200)
    run.slots = 4
    run.hasGIL = true
    run.gilShare = 1
    run.costs?.firstSubmission = Nanoseconds(50)
    run.costs?.serialLead = Nanoseconds(10)
    run.costs?.shutdown = Nanoseconds(30)
    return run
  }

  @Test func `Each rung of GIL threads by hand`() throws {
    let ladder = try #require(WhatIfLadder(locked(), span: nil))
    let rungs = ladder.rungs.map { [$0.step.rawValue: $0.makespan.count] }
    #expect(
      rungs == [
        // 50 until the first task, 4000 under the lock, 30 to shut down.
        ["unexplained": 4_080], ["startup": 4_010], ["dispatch": 4_010],
        // Two cores share four tasks, then four cores, then only the serial 10 are left.
        ["gil": 2_010], ["runq": 1_010], ["balance": 1_010], ["slots": 1_010], ["serial": 1_000],
      ])
    #expect(ladder.gain(.gil) == Nanoseconds(2_000))
    #expect(ladder.gain(.lock) == nil)
    #expect(ladder.gain(.loop) == nil)
  }

  @Test func `An event loop's tasks wait for the loop, a narrow pool's for slots`() throws {
    var loop = sequentialRun(computing(4, 1_000))
    loop.model = .asyncio
    loop.slots = 4
    loop.loopThreads = 1
    loop.makespan = Nanoseconds(4_000)
    let ladder = try #require(WhatIfLadder(loop, span: nil))
    #expect(ladder.gain(.loop) == Nanoseconds(2_000))
    #expect(ladder.gain(.runq) == Nanoseconds(1_000))

    var pool = sequentialRun(computing(3, 1_000))
    pool.model = .threads
    pool.slots = 2
    pool.makespan = Nanoseconds(2_000)
    let narrow = try #require(WhatIfLadder(pool, span: nil))
    // Perfect balance takes 1500, a slot each 1000.
    #expect(narrow.gain(.balance) == Nanoseconds(500))
    #expect(narrow.gain(.slots) == Nanoseconds(500))
  }

  @Test func `The rungs add up to T − T∞ whatever the run`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<300 {
      let example = `Random replays`.Case(&random)
      var run = sequentialRun(example.tasks)
      if Bool.random(using: &random) { run.model = .threads }
      run.slots = Int.random(in: 1...5, using: &random)
      run.loopThreads = Bool.random(using: &random) ? 1 : nil
      run.makespan = Nanoseconds(Int64.random(in: 1...1_000_000_000, using: &random))
      run.gilShare = Double(Int.random(in: 0...1, using: &random))
      let span = Nanoseconds(Int64.random(in: 1...1_000_000, using: &random))
      let ladder = try #require(WhatIfLadder(run, span: span))
      let sum = ladder.rungs.reduce(Nanoseconds.zero) { $0 + $1.gain }
      #expect(sum == run.makespan - span)
      #expect(ladder.rungs.last?.makespan == span)
      // Balance and slots can only help.
      #expect((ladder.gain(.balance) ?? .zero).count >= -1)
      #expect((ladder.gain(.slots) ?? .zero).count >= 0)
    }
  }

  @Test func `Amounts at the edge of 64 bits end in a figure or in none`() {
    var run = sequentialRun(computing(3, 1 << 61))
    run.makespan = Nanoseconds(1 << 62)
    run.slots = 3
    for model in [ExecutionModel.sequential, .threads, .processes] {
      run.model = model
      run.costs?.workerPerTask = Nanoseconds(1 << 62)
      run.costs?.coordinatorPerTask = Nanoseconds(1 << 61)
      run.costs?.readiness = [Nanoseconds(1 << 62)]
      let ladder = WhatIfLadder(run, span: nil)
      #expect(ladder?.rungs.isEmpty != true)
      #expect((run.breakEven(tasks: 1)?.count ?? 1) > 0)
      let machine = MachineInputs(cores: 2, hasGIL: false)
      let prediction = Predictor([run], machine: machine).prediction(
        ModelInputs(.threads, runs: [run]))
      #expect(prediction.point == nil || prediction.absence == nil)
    }
  }

  @Test func `A task twice as fast helps only while it is the longest`() throws {
    var tasks = computing(1, 1_000) + computing(1, 800)
    tasks[0].phases[0].isMarked = true
    var run = sequentialRun(tasks)
    run.model = .threads
    run.slots = 2
    let tenth = try #require(VirtualSpeedup(run, by: 0.1))
    #expect(tenth.before == Nanoseconds(1_000))
    #expect(tenth.after == Nanoseconds(900))
    #expect(tenth.gain == VirtualSpeedup.firstOrder(onPath: 1, by: 0.1))
    // Beyond 20 % the other task is the longest, and the first order no longer holds.
    let half = try #require(VirtualSpeedup(run, by: 0.5))
    #expect(half.after == Nanoseconds(800))
    #expect(half.gain < VirtualSpeedup.firstOrder(onPath: 1, by: 0.5))
    #expect(VirtualSpeedup(sequentialRun(computing(2, 10)), by: 0.5) == nil)
  }
}
