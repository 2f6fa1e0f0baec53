import Testing
import TraceModel

@testable import Analysis

/// Small runs worked out by hand, one for each rule that the two tables leave out.
struct OtherCases {
  @Test func `straggler: one of two workers has four fifths of the work`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 800, slots: 2)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    trace.task("a", on: first, 0, 800)
    trace.task("b", on: second, 0, 200)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 1000, "tail": 600])
    #expect(run.pop?.loadBalance == 0.625)
    #expect(run.pop?.communicationEfficiency == 1)
    #expect(run.pop?.parallelEfficiency == 0.625)
    #expect(run.pop?.additiveLoadBalance == 0.625)
    #expect(run.imbalance?.percentImbalance == 0.6)
    #expect(run.imbalance?.straggler == 1.6)
    #expect(run.span == Nanoseconds(800_000))
    #expect(run.bounds?.binding == .latency)
    #expect(run.criticalPath.map(microseconds) == ["work": 800])
  }

  @Test func `too few workers: tasks queue while a core is idle`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 4000, slots: 1)
    let worker = trace.lane(.worker)
    for (index, name) in ["a", "b", "c", "d"].enumerated() {
      let start = Int64(index) * 1000
      trace.flow(.submit, name, from: main, 0, to: worker, start)
      trace.task(name, on: worker, start, start + 1000)
    }
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 4000])
    #expect(
      microseconds(run.coreLedger) == ["work": 4000, "too_few_workers": 3000, "tail": 1000])
    #expect(microseconds(run.taskLedger) == ["work": 4000, "queue": 6000])
    #expect(run.queueing.tasksInSystem == 2.5)
    #expect(run.queueing.throughput == 1000)
    #expect(run.pop == nil)
    #expect(run.imbalance == nil)
    #expect(run.bounds?.binding == .slots)
    #expect(run.criticalPath.map(microseconds) == ["work": 4000])
  }

  @Test func `starved pool: the producer is late`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 2000, slots: 2)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    trace.life("birth", of: first, 0)
    trace.life("birth", of: second, 0)
    trace.flow(.submit, "a", from: main, 500, to: first, 500)
    trace.task("a", on: first, 500, 1000)
    trace.flow(.submit, "b", from: main, 1200, to: second, 1250)
    trace.task("b", on: second, 1250, 1800)
    let run = try only(trace)
    // Both until 500, the second until 1200, the first again from 1000 to 1200.
    #expect(
      microseconds(run.slotLedger) == [
        "work": 1050, "serial": 1900, "dispatch": 50, "tail": 600, "teardown": 400,
      ])
    #expect(microseconds(run.taskLedger) == ["work": 1050, "dispatch": 50])
    #expect(
      run.criticalPath.map(microseconds) == [
        "work": 550, "dispatch": 50, "serial": 1200, "handoff": 200,
      ])
  }

  @Test func `diamond: work 70, span 50`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 50, slots: 2)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    trace.task("a", on: first, 0, 10)
    trace.task("b", on: first, 10, 40)
    trace.task("c", on: second, 10, 30)
    trace.task("d", on: first, 40, 50)
    trace.flow(.dep, "a>b", from: first, 10, to: first, 10)
    trace.flow(.dep, "a>c", from: first, 10, to: second, 10)
    trace.flow(.dep, "b>d", from: first, 40, to: first, 40)
    trace.flow(.dep, "c>d", from: second, 30, to: first, 40)
    let run = try only(trace)
    #expect(run.work == Nanoseconds(70_000))
    #expect(run.span == Nanoseconds(50_000))
    #expect(run.averageParallelism == 1.4)
    #expect(run.criticalPath.map(microseconds) == ["work": 50])
  }

  @Test func `semaphore: tasks wait for one of two permits`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 230)
    for (index, name) in ["a", "b", "c", "d"].enumerated() {
      let wave = Int64(index / 2) * 110
      let turn = Int64(index % 2) * 10
      trace.asyncTask(name, on: loop, 0, wave + turn + 110)
      if wave > 0 { trace.asyncWait(name, .lock, on: loop, 0, wave + turn) }
      trace.step(name, on: loop, wave + turn, wave + turn + 10)
      trace.asyncWait(name, .io, on: loop, wave + turn + 10, wave + turn + 110)
    }
    let run = try only(trace)
    #expect(run.slots == 4)
    #expect(
      microseconds(run.slotLedger) == [
        "work": 40, "io": 400, "lock": 230, "loop": 10, "tail": 240,
      ])
    #expect(run.criticalPath.map(microseconds) == ["work": 10, "lock": 120, "io": 100])
  }

  @Test func `a declared limit of the loop leaves idle slots`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 100, slots: 3)
    trace.asyncTask("a", on: loop, 0, 50)
    trace.step("a", on: loop, 0, 50)
    trace.asyncTask("b", on: loop, 40, 100)
    trace.step("b", on: loop, 50, 100)
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(
      microseconds(run.slotLedger) == ["work": 100, "loop": 10, "serial": 80, "tail": 110])
  }

  @Test func `loop lag: a long step delays whoever comes`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 300_000)
    trace.asyncTask("a", on: loop, 0, 200_000)
    trace.step("a", on: loop, 0, 200_000)
    trace.asyncTask("b", on: loop, 50_000, 300_000)
    trace.asyncWait("b", .sleep, on: loop, 50_000, 100_000)
    trace.step("b", on: loop, 200_000, 200_000)
    let run = try only(trace)
    #expect(run.loop?.maximumStep == Nanoseconds(200_000_000))
    #expect(run.loop?.maximumLag == Nanoseconds(100_000_000))
    #expect(run.loop?.meanLag == Nanoseconds(50_000_000))
    #expect(run.loop?.expectedArrivalLag == Nanoseconds(66_666_667))
    #expect(twoDecimals(run.loop?.utilisation) == 0.67)
  }

  @Test func `off the CPU without a reason is unattributed`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.task("a", on: worker, 0, 100)
    trace.scheduling(.run, of: worker, 0, 30)
    trace.scheduling(.block, of: worker, 30, 60)
    trace.scheduling(.run, of: worker, 80, 100)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 50, "unattributed": 50])
    #expect(microseconds(run.coreLedger) == ["work": 50, "unattributed": 50, "tail": 100])
    #expect(run.trust.unattributedShare == 0.5)
  }

  @Test func `I/O on the CPU is work`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.task("a", on: worker, 0, 100)
    trace.wait(.io, on: worker, 10, 90)
    trace.scheduling(.run, of: worker, 0, 20)
    trace.scheduling(.block, of: worker, 20, 80)
    trace.scheduling(.run, of: worker, 80, 100)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 40, "io": 60])
    #expect(microseconds(run.coreLedger) == ["work": 40, "io": 60, "tail": 100])
  }

  @Test func `lock: waits for the holder, who is on the path`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 160, slots: 2)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    trace.task("a", on: first, 0, 100)
    trace.task("b", on: second, 0, 160)
    trace.wait(.lock, on: second, 20, 100)
    trace.flow(.wake, "", from: first, 100, to: second, 100)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 180, "lock": 80, "tail": 60])
    #expect(microseconds(run.coreLedger) == ["work": 180, "lock": 80, "tail": 60])
    #expect(run.criticalPath.map(microseconds) == ["work": 160])
    #expect(run.trust.tiers == [1, 3, 4])
  }

  @Test func `clipping: only what lies in the window counts`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 100, 200, slots: 2)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    trace.flow(.submit, "a", from: main, 20, to: first, 50)
    trace.task("a", on: first, 50, 150)
    trace.task("b", on: second, 150, 300)
    trace.task("past", on: first, 10, 40)
    trace.task("future", on: second, 300, 400)
    let run = try only(trace)
    #expect(run.tasks == 2)
    #expect(microseconds(run.slotLedger) == ["work": 100, "startup": 50, "tail": 50])
    #expect(microseconds(run.taskLedger) == ["work": 100])
    #expect(run.queueing.queueTotal == .zero)
  }

  @Test func `unfinished spans end with the window and are counted`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.task("a", on: worker, 40, 60, unfinished: true)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["serial": 40, "work": 60])
    #expect(run.trust.unfinished == 1)
  }

  @Test func `a submitted task that nobody takes is queued to the end`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.task("a", on: worker, 0, 60)
    trace.flow(.submit, "b", from: main, 10, to: nil, 0)
    let run = try only(trace)
    #expect(microseconds(run.taskLedger) == ["work": 60, "queue": 50, "dispatch": 40])
    #expect(microseconds(run.slotLedger) == ["work": 60, "dispatch": 40])
    #expect(run.tasks == 1)
    #expect(run.trust.unfinished == 1)
  }

  @Test func `slots that were declared and never born are unused`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 4)
    let worker = trace.lane(.worker)
    _ = trace.lane(.worker)
    trace.task("a", on: worker, 0, 100)
    let run = try only(trace)
    #expect(run.slots == 4)
    #expect(microseconds(run.slotLedger) == ["work": 100, "unused": 300])
  }

  @Test func `an empty run is serial`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.life("birth", of: worker, 0)
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["serial": 100])
    #expect(microseconds(run.coreLedger) == ["serial": 200])
    #expect(run.criticalPath.map(microseconds) == ["serial": 100])
    #expect(run.concurrency.average == 0)
    #expect(run.concurrency.averageWhileActive == nil)
  }

  @Test func `Amdahl: a quarter serial on four cores`() throws {
    var sequential = TraceBuilder()
    let only1 = sequential.lane([.coordinator, .worker])
    sequential.run(.sequential, on: only1, 0, 4000, cores: 4, slots: 1)
    sequential.scheduling(.run, of: only1, 0, 4000)
    for index in 0..<4 {
      let start = 1000 + Int64(index) * 750
      sequential.task("t\(index)", on: only1, start, start + 750, key: "t")
    }
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1750, cores: 4, slots: 4)
    trace.scheduling(.run, of: main, 0, 1000)
    for index in 0..<4 {
      let worker = trace.lane(.worker)
      trace.flow(.submit, "t\(index)", from: main, 1000, to: worker, 1000)
      trace.task("t\(index)", on: worker, 1000, 1750, key: "t")
    }
    let base = try only(sequential)
    #expect(microseconds(base.slotLedger) == ["work": 3000, "coord": 1000])
    let run = try only(trace, baseline: base)
    #expect(run.speedup == 16.0 / 7)
    #expect(run.work == Nanoseconds(4_000_000))
    #expect(run.span == Nanoseconds(1_750_000))
    #expect(microseconds(run.slotLedger) == ["work": 3000, "serial": 4000])
    #expect(microseconds(run.coreLedger) == ["work": 3000, "coord": 1000, "serial": 3000])
    #expect(run.criticalPath.map(microseconds) == ["coord": 1000, "work": 750])
    #expect(run.bounds?.attained == 1)
    #expect(run.inflation?.cpuGrowth == .zero)
  }

  @Test func `mixed: a loop hands work to a pool and joins it`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.mixed, on: loop, 0, 130, executors: ["pool": 1, "loop": 2])
    let worker = trace.lane(.worker)
    trace.asyncTask("a", on: loop, 0, 130)
    trace.step("a", on: loop, 0, 10)
    trace.asyncWait("a", .join, on: loop, 10, 110)
    trace.step("a", on: loop, 110, 130)
    trace.flow(.submit, "p", from: loop, 10, to: worker, 10)
    trace.task("p", on: worker, 10, 110)
    trace.flow(.result, "p", from: worker, 110, to: loop, 110)
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(run.groups.map(\.kind) == [.loop, .pool])
    #expect(
      run.groups.map { microseconds($0.slotLedger) } == [
        ["work": 30, "join": 100, "tail": 130],
        ["work": 100, "serial": 10, "teardown": 20],
      ])
    // Until its first event at 10 nobody knows of the worker: it is not ready.
    #expect(microseconds(run.coreLedger) == ["work": 130, "startup": 10, "tail": 120])
    #expect(microseconds(run.taskLedger) == ["work": 130, "join": 100])
    #expect(run.work == Nanoseconds(130_000))
    #expect(run.span == Nanoseconds(130_000))
    #expect(run.criticalPath.map(microseconds) == ["work": 130])
  }

  @Test func `two loops in two processes are two groups`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.mixed, on: main, 0, 100)
    for process in 2...3 {
      let loop = trace.lane(.loop, process: Int64(process), thread: 1)
      let name = "t\(process)"
      trace.asyncTask(name, on: loop, 0, Int64(process) * 30)
      trace.step(name, on: loop, 0, 10)
      trace.asyncWait(name, .io, on: loop, 10, Int64(process) * 30 - 10)
      trace.step(name, on: loop, Int64(process) * 30 - 10, Int64(process) * 30)
    }
    let run = try only(trace)
    #expect(run.slots == 2)
    #expect(run.groups.map(\.name) == ["2/1", "3/1"])
    #expect(
      run.groups.map { microseconds($0.slotLedger) } == [
        ["work": 20, "io": 40, "teardown": 40], ["work": 20, "io": 70, "teardown": 10],
      ])
    #expect(microseconds(run.coreLedger) == ["work": 40, "io": 110, "tail": 30, "teardown": 20])
    #expect(run.criticalPath.map(microseconds) == ["work": 20, "io": 70, "handoff": 10])
  }

  @Test func `a multi-threaded executor: ready without a thread is loop`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.tasks, on: main, 0, 100)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    for (index, lane) in [first, second, first].enumerated() {
      let name = "t\(index)"
      let start: Int64 = index == 2 ? 40 : 0
      trace.asyncTask(name, on: main, 0, start + 40)
      trace.step(name, on: lane, start, start + 40)
    }
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(
      microseconds(run.slotLedger) == ["work": 120, "loop": 40, "tail": 80, "teardown": 60])
    #expect(
      microseconds(run.coreLedger) == ["work": 120, "tail": 40, "teardown": 40])
    #expect(run.loop?.utilisation == 0.6)
    #expect(run.pop == nil)
  }

  @Test func `nested tasks on one lane are work once and one entity`() throws {
    var trace = TraceBuilder()
    let main = trace.lane([.coordinator, .worker])
    trace.run(.threads, on: main, 0, 100, cores: 1, slots: 1)
    trace.task("outer", on: main, 0, 100, key: "outer")
    trace.task("inner", on: main, 20, 60, key: "inner")
    let run = try only(trace)
    #expect(microseconds(run.slotLedger) == ["work": 100])
    #expect(run.work == Nanoseconds(100_000))
    #expect(run.concurrency.average == 1)
    #expect(microseconds(run.taskLedger) == ["work": 140])
    #expect(run.workByKey["outer"]?.work == Nanoseconds(60_000))
    #expect(run.workByKey["inner"]?.work == Nanoseconds(40_000))
  }

  @Test func `more lanes than cores without scheduling: scaled and flagged`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 3)
    for index in 0..<2 {
      trace.task("t\(index)", on: trace.lane(.worker), 0, 100, cpu: 60)
    }
    let third = trace.lane(.worker)
    trace.phase(.serialize, on: third, 0, 100)
    let run = try only(trace)
    #expect(run.coreEstimated)
    #expect(run.coreLedger[.work] == Nanoseconds(133_333))
    #expect(run.coreLedger[.serialization] == Nanoseconds(66_667))
    #expect(run.progressParallelism == 2)
    #expect(run.progressParallelismFromCPU == 1.2)
  }

  @Test func `overlap: pairs, saving and normalised overlap`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator, thread: 10)
    trace.run(.threads, on: main, 0, 100, slots: 2)
    let (first, second) = (trace.lane(.worker, thread: 2), trace.lane(.worker, thread: 11))
    trace.task("a", on: first, 0, 60)
    trace.wait(.io, on: first, 20, 60)
    trace.task("b", on: second, 40, 80)
    let run = try only(trace)
    #expect(
      run.concurrency.histogram == [
        0: Nanoseconds(20_000), 1: Nanoseconds(60_000), 2: Nanoseconds(20_000),
      ])
    #expect(run.concurrency.sumBusy == Nanoseconds(100_000))
    #expect(run.concurrency.union == Nanoseconds(80_000))
    #expect(run.concurrency.averageWhileActive == 1.25)
    #expect(run.concurrency.overlapFraction == 0.2)
    #expect(run.concurrency.overlapFractionWhileActive == 0.25)
    #expect(run.concurrency.overlapSaving == 0.2)
    #expect(run.concurrency.normalisedOverlap == 0.5)
    let pair = PairOverlap(first: "1/11", second: "1/2", time: Nanoseconds(20_000))
    #expect(run.pairOverlap == [pair])
    #expect(run.laneBusy.map(\.time) == [Nanoseconds(60_000), Nanoseconds(40_000)])
    #expect(
      run.computeIO
        == ComputeIO(
          compute: Nanoseconds(60_000), io: Nanoseconds(40_000), both: Nanoseconds(20_000)))
    #expect(run.computeIO.exposedIO == Nanoseconds(20_000))
    #expect(run.computeIO.hiddenIO == 0.5)
  }

  @Test func `equal spans: the higher rank is innermost, whatever the order`() throws {
    let ranks: [TraceModel.Category] = [.task, .step, .teardown, .startup, .dispatch, .serialize]
    let pairs = ranks.indices.flatMap { low in ranks[(low + 1)...].map { (ranks[low], $0) } }
    for (low, high) in pairs {
      for pair in [[low, high], [high, low]] {
        var trace = TraceBuilder()
        let main = trace.lane(.coordinator)
        trace.run(.threads, on: main, 0, 100, slots: 1)
        let worker = trace.lane(.worker)
        for phase in pair { trace.phase(phase, on: worker, 0, 100) }
        let run = try only(trace)
        let expected = Bucket(phase: high) ?? .work
        #expect(run.slotLedger[expected] == Nanoseconds(100_000), "\(pair)")
      }
    }
  }

  @Test func `equal waits: the GIL is innermost, then lock, io, sleep, join, queue`() throws {
    let buckets: [WaitReason: Bucket] = [
      .gil: .gil, .lock: .lock, .io: .io, .sleep: .io, .join: .join, .queue: .unattributed,
    ]
    let ranks: [WaitReason] = [.unknown, .queue, .join, .sleep, .io, .lock, .gil]
    for (low, high) in zip(ranks, ranks.dropFirst()) {
      for pair in [[low, high], [high, low]] {
        var trace = TraceBuilder()
        let main = trace.lane(.coordinator)
        trace.run(.threads, on: main, 0, 100, slots: 1)
        let worker = trace.lane(.worker)
        trace.task("a", on: worker, 0, 100)
        for reason in pair { trace.wait(reason, on: worker, 0, 100) }
        let run = try only(trace)
        #expect(run.slotLedger[buckets[high] ?? .work] == Nanoseconds(100_000), "\(pair)")
      }
    }
  }

  @Test func `a wait that ended while the loop was busy does not bind`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 60)
    trace.asyncTask("a", on: loop, 0, 60)
    trace.step("a", on: loop, 0, 10)
    trace.asyncWait("a", .io, on: loop, 10, 20)
    trace.asyncTask("b", on: loop, 0, 50)
    trace.step("b", on: loop, 10, 50)
    trace.step("a", on: loop, 50, 60)
    let run = try only(trace)
    #expect(run.criticalPath.map(microseconds) == ["work": 60])
    #expect(run.loop?.maximumLag == Nanoseconds(30_000))
  }
}
