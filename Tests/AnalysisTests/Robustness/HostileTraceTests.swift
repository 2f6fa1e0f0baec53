import Statistics
import Testing
import TraceModel

@testable import Analysis

/// Traces that no recorder writes: the analysis refuses or answers, and never traps.
struct HostileTraceTests {
  @Test func `an empty trace gives one empty run`() throws {
    let run = try #require(try analyse(Trace()).first)
    #expect(run.makespan == .zero)
    #expect(run.slots == 0)
    #expect(run.slotLedger.total == .zero)
    #expect(run.failedAssertions == [])
    #expect(run.concurrency.average == nil)
    #expect(run.queueing.throughput == nil)
    #expect(run.efficiencySlots == nil)
  }

  @Test func `a window without length has no ratios`() throws {
    var trace = TraceBuilder()
    let main = trace.lane([.coordinator, .worker])
    trace.run(.sequential, on: main, 5, 5)
    trace.task("a", on: main, 5, 5)
    let run = try only(trace)
    #expect(run.makespan == .zero)
    #expect(run.tasks == 1)
    #expect(run.speedup == nil)
    #expect(run.bounds?.attained == nil)
  }

  @Test func `capacity that does not fit is refused in one sentence`() throws {
    var trace = TraceBuilder("long.json", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, -(1 << 60), 1 << 60, slots: 8)
    let error = #expect(throws: AnalysisError.self) { try analyse(trace.trace) }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.hasPrefix("long.json: ") == true)
    #expect(error?.description.hasSuffix(".") == true)
  }

  @Test func `absurd declarations neither trap nor overflow`() throws {
    for slots in [Int.max, Int.min, -1, 0, 1] {
      for cores in [Int.max, Int.min, -1, 0, 1] {
        var trace = TraceBuilder()
        let main = trace.lane(.coordinator)
        trace.run(
          .mixed, on: main, 0, 10, cores: cores, slots: slots,
          executors: ["pool": slots, "loop": cores])
        let worker = trace.lane([.worker, .loop])
        trace.task("a", on: worker, 0, 10)
        trace.asyncTask("b", on: worker, 0, 5)
        trace.step("b", on: worker, 0, 5)
        if let run = try? analyse(trace.trace).first {
          #expect(run.failedAssertions == [], "slots \(slots), cores \(cores)")
        }
      }
    }
  }

  @Test func `times at the edge of what a reader admits`() throws {
    var trace = TraceBuilder("edge", unit: 1)
    let main = trace.lane([.coordinator, .worker])
    let last = Nanoseconds.admitted.upperBound.count
    trace.run(.sequential, on: main, last - 10, last, cores: 1)
    trace.task("a", on: main, -last, last)
    trace.wait(.io, on: main, last, last)
    trace.flow(.submit, "a", from: main, -last, to: main, last)
    let run = try only(trace)
    #expect(run.slotLedger[.work] == Nanoseconds(10))
  }

  @Test func `many lanes, tasks and spans that start together stay cheap`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1_000_000)
    for index in 0..<20_000 {
      let lane = trace.lane(.worker)
      trace.task("t\(index)", on: lane, 0, Int64(index))
      trace.wait(.gil, on: lane, 0, Int64(index) / 2)
    }
    let deep = trace.lane(.worker)
    for index in 0..<20_000 {
      trace.task("same", on: deep, Int64(index), 1_000_000)
      trace.asyncTask("async", on: deep, 0, Int64(index))
      trace.step("async", on: deep, Int64(index), Int64(index) + 500_000)
    }
    let run = try only(trace)
    #expect(run.pairOverlap == nil)
    #expect(run.concurrency.entities == 40_001)
  }

  @Test func `a trace that names no run is one run over everything`() throws {
    var trace = TraceBuilder("foreign.json")
    let (first, second) = (trace.lane([], process: 7), trace.lane([], process: 8))
    trace.add(.span, "main", on: first, 10, 60)
    trace.add(.span, "nested", on: first, 20, 30)
    trace.add(.span, "other", on: second, 40, 110)
    let run = try only(trace)
    #expect(run.makespan == Nanoseconds(100_000))
    #expect(run.slots == 2)
    #expect(run.cores == 2)
    #expect(run.tasks == 2)
    #expect(run.concurrency.sumBusy == Nanoseconds(120_000))
    #expect(run.concurrency.overlapped == Nanoseconds(20_000))
    #expect(run.slotLedger[.work] == Nanoseconds(120_000))
    #expect(run.slotLedger[.startup] == .zero)
    // Nothing tells what depends on what: no chain, no path, no bound.
    #expect(run.span == nil)
    #expect(run.criticalPath == nil)
    #expect(run.bounds == nil)
    #expect(run.trust.notes.count == 3)
    #expect(run.trust.tiers == [1])
  }

  @Test func `a failed assertion is a value`() throws {
    var run = try only(CPUTaskCases.gilThreads())
    run.slotLedger[.gil] = Nanoseconds(1)
    run.span = Nanoseconds(5_000_000)
    let facts = try factsOfOnlyRun(CPUTaskCases.gilThreads().trace)
    let owners = RunOwners(facts)
    var sweep = Sweep(owners, Streams(owners), cores: 2)
    sweep.run()
    let failures = Assertions(facts: facts, sweep: sweep).failures(of: run)
    #expect(failures.count == 3)
    #expect(failures.first == "slot ledger against slots x makespan: 5500001 ns, not 16000000 ns")
  }

  private func factsOfOnlyRun(_ trace: Trace) throws -> RunFacts {
    var selection = RunSelection(trace)
    let scope = try #require(try selection.scopes().first)
    var builder = FactsBuilder(trace, scope: scope)
    return builder.build()
  }
}
