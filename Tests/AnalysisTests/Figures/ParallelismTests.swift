import Testing
import TraceModel

@testable import Analysis

/// METHOD 5: how many got on with it, and who was alone on stage.
struct ParallelismTests {
  private func times(_ levels: [Int: Int64]) -> [Int: Nanoseconds] {
    levels.mapValues { Nanoseconds($0 * 1000) }
  }

  @Test func `three fetches in flight, one at work at most`() throws {
    let run = try only(FetchCases.threads())
    #expect(run.parallelism?.cpu == times([0: 960, 1: 60]))
    #expect(run.parallelism?.progress == times([1: 20, 2: 20, 3: 980]))
    let loop = try only(FetchCases.asyncio())
    #expect(loop.parallelism == run.parallelism)
  }

  @Test func `under a GIL four are in flight and one gets on`() throws {
    let run = try only(CPUTaskCases.gilThreads())
    #expect(run.parallelism?.cpu == times([1: 4000]))
    #expect(run.parallelism?.progress == times([1: 4000]))
  }

  @Test func `who is alone has the time to himself, who is not shares it`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 2)
    trace.task("a", on: trace.lane(.worker, thread: 7), 0, 60)
    trace.task("b", on: trace.lane(.worker, thread: 8), 40, 80)
    let criticality = try #require(try only(trace).criticality)
    #expect(
      criticality.shares == [
        EntityShare(name: "1/7", time: Nanoseconds(50_000)),
        EntityShare(name: "1/8", time: Nanoseconds(30_000)),
      ])
    #expect(criticality.omitted == 0)
    #expect(criticality.omittedTime == .zero)
  }

  @Test func `thirds are whole nanoseconds that add up`() throws {
    var trace = TraceBuilder("thirds", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 3)
    for thread in 2...4 {
      trace.task("t\(thread)", on: trace.lane(.worker, thread: Int64(thread)), 0, 100)
    }
    let shares = try #require(try only(trace).criticality).shares
    #expect(shares.map(\.time.count) == [34, 33, 33])
    #expect(shares.map(\.name) == ["1/2", "1/3", "1/4"])
  }

  @Test func `of many entities the largest are listed and the rest is one sum`() throws {
    var trace = TraceBuilder("many", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 10_000, slots: 70)
    var start: Int64 = 0
    for index in 1...70 {
      trace.task("t\(index)", on: trace.lane(.worker), start, start + Int64(index))
      start += Int64(index)
    }
    let run = try only(trace)
    let criticality = try #require(run.criticality)
    #expect(criticality.shares.count == 64)
    #expect(criticality.shares.first?.time == Nanoseconds(70))
    #expect(criticality.shares.last?.time == Nanoseconds(7))
    #expect(criticality.omitted == 6)
    #expect(criticality.omittedTime == Nanoseconds(21))
  }
}
