import Testing
import TraceModel

@testable import Analysis

/// Pools worked out by hand: straggler, starved, too small, nested, unfinished.
struct PoolCases {
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
    let base = try only(AmdahlCase.sequential())
    #expect(microseconds(base.slotLedger) == ["work": 3000, "coord": 1000])
    let run = try AmdahlCase.parallel()
    #expect(run.speedup == 16.0 / 7)
    #expect(run.work == Nanoseconds(4_000_000))
    #expect(run.span == Nanoseconds(1_750_000))
    #expect(microseconds(run.slotLedger) == ["work": 3000, "serial": 4000])
    #expect(microseconds(run.coreLedger) == ["work": 3000, "coord": 1000, "serial": 3000])
    #expect(run.criticalPath.map(microseconds) == ["coord": 1000, "work": 750])
    #expect(run.bounds?.attained == 1)
    #expect(run.inflation?.cpuGrowth == .zero)
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
}
