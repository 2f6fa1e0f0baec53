import Testing
import TraceModel

@testable import Analysis

/// Dependencies and overlap, worked out by hand.
struct StructureCases {
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
}
