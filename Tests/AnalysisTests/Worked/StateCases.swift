import Testing
import TraceModel

@testable import Analysis

/// Which state a lane is in where events disagree or say little (METHOD 2 and 3).
struct StateCases {
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
  @Test func `a body cannot have computed longer than it ran`() throws {
    var trace = TraceBuilder()
    trace.run(.threads, on: trace.lane(.coordinator), 0, 100, slots: 2)
    trace.task("a", on: trace.lane(.worker), 0, 100, cpu: 101)
    trace.task("b", on: trace.lane(.worker), 0, 50, cpu: 9_000)
    #expect(try only(trace).progressParallelismFromCPU == 1.5)
  }
}
