import Testing
import TraceModel

@testable import Analysis

/// METHOD 6.4, 7, 8.3 and 8.4: what one resource allows at most.
struct ResourceFigureTests {
  @Test func `the GIL is waited for, held and full`() throws {
    let run = try only(CPUTaskCases.gilThreads(), baseline: only(CPUTaskCases.sequential()))
    let gil = try #require(run.gil)
    #expect(gil.lanes == 4)
    #expect(gil.wait == Nanoseconds(10_500_000))
    #expect(gil.waitShare == 10_500.0 / 16_000)
    #expect(gil.hold == Nanoseconds(4_000_000))
    #expect(gil.heldFraction == 1)
    #expect(gil.utilisation == 1)
    #expect(run.bounds?.further.gil == run.makespan)
    #expect(run.scaling == ScalingFigures(width: 2, karpFlatt: 1, serialFraction: 0))
  }

  @Test func `only lanes that wait for the GIL are taken to hold it`() throws {
    let run = try only(FetchCases.threads())
    let gil = try #require(run.gil)
    #expect(gil.lanes == 2)
    #expect(gil.hold == Nanoseconds(40_000))
    #expect(gil.heldFraction == 40.0 / 60)
    #expect(try only(FetchCases.asyncio()).gil == nil)
  }

  @Test func `a hold time beyond the makespan refutes itself as a bound`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 2)
    for index in 0..<2 {
      let worker = trace.lane(.worker)
      trace.task("t\(index)", on: worker, 0, 100)
      trace.wait(.gil, on: worker, 0, 10)
    }
    let run = try only(trace)
    #expect(run.gil?.hold == Nanoseconds(180_000))
    #expect(run.gil?.utilisation == 1.8)
    #expect(run.bounds?.further.gil == nil)
  }

  @Test func `what waiting allows: slots, latency, and the longest task`() throws {
    let threads = try #require(try only(FetchCases.threads()).ioLimits)
    #expect(
      threads
        == IOFigures(
          tasks: 3, limit: 3, meanLatency: Nanoseconds(1_000_000), throughputCap: 3000,
          shortestMakespan: Nanoseconds(1_000_000), speedupLimit: 3))
    let sequential = try #require(try only(FetchCases.sequential()).ioLimits)
    #expect(sequential.throughputCap == 1000)
    #expect(sequential.shortestMakespan == Nanoseconds(3_000_000))
    #expect(sequential.speedupLimit == 1)
    #expect(try only(FetchCases.asyncio()).ioLimits == threads)
    #expect(try only(CPUTaskCases.asyncio()).ioLimits == nil)
  }

  @Test func `Karp and Flatt find Amdahl's quarter`() throws {
    let run = try AmdahlCase.parallel()
    #expect(run.scaling == ScalingFigures(width: 4, karpFlatt: 0.25, serialFraction: 0.25))
  }

  @Test func `start-up and teardown on the path are Amdahl's serial part`() throws {
    let run = try only(CPUTaskCases.pool(), baseline: only(CPUTaskCases.sequential()))
    #expect(run.scaling?.serialFraction == 420.0 / 4000)
    #expect(try only(CPUTaskCases.sequential()).scaling == nil)
  }

  @Test func `the greedy bound, and the loop as a resource of one`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 800, slots: 2)
    trace.task("a", on: trace.lane(.worker), 0, 800)
    trace.task("b", on: trace.lane(.worker), 0, 200)
    // 1000/2 + 800/2: the run keeps to it.
    #expect(try only(trace).bounds?.further.greedy == Nanoseconds(900_000))
    let loop = try only(CPUTaskCases.asyncio())
    #expect(loop.bounds?.further.loop == Nanoseconds(4_000_000))
    #expect(loop.bounds?.further.burdenedSpan == nil)
  }

  @Test func `the burdened span pays for each submission and each result`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1200, slots: 2)
    for index in 0..<2 {
      let worker = trace.lane(.worker)
      let name = "t\(index)"
      let handed = 30 * Int64(index)
      trace.phase(.dispatch, on: main, handed, handed + 30)
      trace.flow(.submit, name, from: main, handed + 30, to: worker, handed + 30)
      trace.task(name, on: worker, handed + 30, handed + 1030)
      trace.flow(.result, name, from: worker, handed + 1030, to: main, handed + 1040)
    }
    let bounds = try #require(try only(trace).bounds)
    #expect(bounds.latency == Nanoseconds(1_000_000))
    #expect(bounds.further.coordinator == Nanoseconds(60_000))
    #expect(bounds.further.burdenedSpan == Nanoseconds(1_060_000))
    #expect(bounds.further.greedy == Nanoseconds(1_500_000))
    #expect(bounds.further.greedyBurdened == Nanoseconds(1_530_000))
  }
}
