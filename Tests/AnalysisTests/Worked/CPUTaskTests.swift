import Testing
import TraceModel

@testable import Analysis

/// METHOD section 13, first table, to the last digit.
struct CPUTaskTests {
  private func baseline() throws -> RunAnalysis { try only(CPUTaskCases.sequential()) }

  @Test func `sequential: one core works, the other is serial`() throws {
    let run = try only(CPUTaskCases.sequential())
    #expect(run.makespan == Nanoseconds(4_000_000))
    #expect(run.speedup == 1)
    #expect(run.concurrency.average == 1)
    #expect(run.cpuParallelism == 1)
    #expect(microseconds(run.slotLedger) == ["work": 4000])
    #expect(microseconds(run.coreLedger) == ["work": 4000, "serial": 4000])
    #expect(run.span == run.work)
    #expect(run.bounds?.attained == 1)
    #expect(run.bounds?.binding == .slots)
    #expect(run.criticalPath.map(microseconds) == ["work": 4000])
  }

  @Test func `threads under a GIL: the slots and one core wait for it`() throws {
    let run = try only(CPUTaskCases.gilThreads(), baseline: baseline())
    #expect(run.speedup == 1)
    #expect(run.concurrency.average == 3.625)
    #expect(run.cpuParallelism == 1)
    #expect(run.progressParallelism == 1)
    #expect(microseconds(run.slotLedger) == ["work": 4000, "gil": 10500, "tail": 1500])
    #expect(microseconds(run.coreLedger) == ["work": 4000, "gil": 3750, "tail": 250])
    #expect(run.bounds?.attained == 0.5)
    #expect(run.bounds?.binding == .cores)
    #expect(run.coreEstimated == false)
    #expect(run.criticalPath.map(microseconds) == ["gil": 3000, "work": 1000])
  }

  @Test func `asyncio: ready tasks wait for the loop`() throws {
    let run = try only(CPUTaskCases.asyncio(), baseline: baseline())
    #expect(run.slots == 4)
    #expect(run.speedup == 1)
    #expect(run.concurrency.average == 2.5)
    #expect(run.cpuParallelism == 1)
    #expect(microseconds(run.slotLedger) == ["work": 4000, "loop": 6000, "tail": 6000])
    #expect(microseconds(run.coreLedger) == ["work": 4000, "loop": 3000, "tail": 1000])
    #expect(run.bounds?.attained == 0.5)
    #expect(run.loop?.utilisation == 1)
    #expect(run.loop?.meanLag == Nanoseconds(1_500_000))
    #expect(run.loop?.maximumLag == Nanoseconds(3_000_000))
    #expect(run.criticalPath.map(microseconds) == ["work": 4000])
  }

  @Test func `four processes on two cores: slots wait, and yet nothing is lost`() throws {
    let run = try only(CPUTaskCases.processes(), baseline: baseline())
    #expect(run.speedup == 2)
    #expect(run.concurrency.average == 3.5)
    #expect(run.cpuParallelism == 2)
    #expect(microseconds(run.slotLedger) == ["work": 4000, "runq": 3000, "tail": 1000])
    #expect(microseconds(run.coreLedger) == ["work": 4000])
    #expect(run.bounds?.attained == 1)
    #expect(run.bounds?.binding == .cores)
    #expect(run.trust.tiers == [1, 2])
    #expect(run.criticalPath.map(microseconds) == ["runq": 1000, "work": 1000])
  }

  @Test func `a pool of two: start-up, pickling, teardown and inflation`() throws {
    let run = try only(CPUTaskCases.pool(), baseline: baseline())
    #expect(twoDecimals(run.speedup) == 1.48)
    #expect(twoDecimals(run.concurrency.average) == 1.63)
    #expect(twoDecimals(run.cpuParallelism) == 1.63)
    let ledger: [String: Double] = [
      "work": 4400, "startup": 600, "serialization": 160, "teardown": 240,
    ]
    #expect(microseconds(run.slotLedger) == ledger)
    #expect(microseconds(run.coreLedger) == ledger)
    #expect(run.inflation?.usefulCPU == Nanoseconds(4_000_000))
    #expect(run.inflation?.cpuGrowth == Nanoseconds(400_000))
    #expect(run.inflation?.ioGrowth == .zero)
    #expect(twoDecimals(run.boundsBaseline?.attained) == 0.74)
    #expect(twoDecimals(run.bounds?.attained) == 0.81)
    #expect(run.efficiencySlots == 4000.0 / 5400)
    #expect(run.efficiencyCores == 4000.0 / 5400)
    // Submitted at 0: two wait for start-up, the others for a worker.
    #expect(
      microseconds(run.taskLedger) == ["startup": 600, "queue": 2880, "work": 4400])
    #expect(run.queueing.queueMaximum == Nanoseconds(1_440_000))
    #expect(run.queueing.queueTotal == Nanoseconds(3_480_000))
    #expect(
      run.criticalPath.map(microseconds) == [
        "startup": 300, "work": 2200, "serialization": 80, "teardown": 120,
      ])
  }
}
