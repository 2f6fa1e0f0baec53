import Testing
import TraceModel

@testable import Analysis

/// METHOD section 13, second table, to the last digit.
struct FetchTests {
  private func baseline() throws -> RunAnalysis { try only(FetchCases.sequential()) }

  @Test func `sequential: the network is waited for three times`() throws {
    let run = try only(FetchCases.sequential())
    #expect(run.concurrency.average == 1)
    #expect(run.progressParallelism == 1)
    #expect(microseconds(run.slotLedger) == ["work": 60, "io": 2940])
    #expect(microseconds(run.coreLedger) == ["work": 60, "io": 2940, "serial": 3000])
    #expect(run.bounds?.attained == 1)
    #expect(run.criticalPath.map(microseconds) == ["work": 60, "io": 2940])
  }

  @Test func `threads: the waits overlap`() throws {
    let run = try only(FetchCases.threads(), baseline: baseline())
    #expect(twoDecimals(run.speedup) == 2.94)
    #expect(twoDecimals(run.concurrency.average) == 2.97)
    #expect(twoDecimals(run.progressParallelism) == 2.94)
    #expect(
      microseconds(run.slotLedger) == ["work": 60, "io": 2940, "gil": 30, "tail": 30])
    #expect(
      microseconds(run.coreLedger) == ["work": 60, "gil": 20, "io": 1950, "tail": 10])
    #expect(twoDecimals(run.bounds?.attained) == 0.98)
    #expect(run.inflation?.cpuGrowth == .zero)
    #expect(run.inflation?.ioGrowth == .zero)
    #expect(run.criticalPath.map(microseconds) == ["gil": 20, "work": 20, "io": 980])
  }

  @Test func `asyncio: the same with the loop in place of the GIL`() throws {
    let run = try only(FetchCases.asyncio(), baseline: baseline())
    #expect(run.slots == 3)
    #expect(twoDecimals(run.speedup) == 2.94)
    #expect(twoDecimals(run.concurrency.average) == 2.97)
    #expect(twoDecimals(run.progressParallelism) == 2.94)
    #expect(
      microseconds(run.slotLedger) == ["work": 60, "io": 2940, "loop": 30, "tail": 30])
    #expect(
      microseconds(run.coreLedger) == ["work": 60, "loop": 20, "io": 1950, "tail": 10])
    #expect(twoDecimals(run.bounds?.attained) == 0.98)
    #expect(run.criticalPath.map(microseconds) == ["work": 40, "io": 980])
  }

  @Test func `a blocking client holds the loop`() throws {
    let run = try only(FetchCases.blocking(), baseline: baseline())
    #expect(run.speedup == 1)
    #expect(run.concurrency.average == 2)
    #expect(run.progressParallelism == 1)
    #expect(
      microseconds(run.slotLedger) == ["work": 60, "io": 2940, "loop": 3000, "tail": 3000])
    #expect(
      microseconds(run.coreLedger) == ["work": 60, "loop": 2980, "io": 1960, "tail": 1000])
    #expect(twoDecimals(run.bounds?.attained) == 0.33)
    #expect(run.criticalPath.map(microseconds) == ["work": 60, "io": 2940])
  }
}
