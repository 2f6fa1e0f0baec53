import Testing
import TraceModel

@testable import Analysis

/// Which events belong to which run.
struct RunSelectionTests {
  /// Two runs in a merged file, each with a process of its own.
  private func merged() -> TraceBuilder {
    var trace = TraceBuilder("comparison.json.gz")
    let first = trace.lane([.coordinator, .worker], process: 10)
    trace.run(.sequential, on: first, 0, 100, cores: 4)
    trace.task("a", on: first, 0, 100, key: "k")
    let second = trace.lane(.coordinator, process: 20)
    trace.run(.threads, on: second, 0, 50, cores: 4, slots: 2)
    for name in ["a", "b"] {
      trace.task(name, on: trace.lane(.worker, process: 20), 0, 50, key: "k")
    }
    return trace
  }

  @Test func `runs listed in the metadata own their processes`() throws {
    var trace = merged()
    trace.edit {
      var metadata = TraceMetadata()
      metadata.eventsLost = 3
      metadata.runs = [
        TraceRun(run: "t", model: .threads, round: 2, processes: [20]),
        TraceRun(run: "s", model: .sequential, round: 1, processes: [10]),
      ]
      $0.metadata = metadata
    }
    let runs = try analyse(trace.trace)
    #expect(runs.map(\.run) == ["t", "s"])
    #expect(runs.map(\.round) == [2, 1])
    #expect(runs.map(\.model) == [.threads, .sequential])
    #expect(runs.map(\.slots) == [2, 1])
    #expect(runs.map(\.tasks) == [2, 1])
    #expect(runs.map(\.makespan) == [Nanoseconds(50_000), Nanoseconds(100_000)])
    #expect(runs.map(\.trust.eventsLost) == [3, 3])
    #expect(runs.allSatisfy { $0.failedAssertions == [] })
  }

  @Test func `without metadata each run event is a run`() throws {
    let runs = try analyse(merged().trace)
    #expect(runs.map(\.model) == [.sequential, .threads])
    #expect(runs.map(\.slots) == [1, 2])
    #expect(runs.map(\.tasks) == [1, 2])
  }

  @Test func `runs one after the other in one process share no workers`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    for start in [Int64(0), 100] {
      trace.run(.threads, on: main, start, start + 50)
      trace.task("t\(start)", on: trace.lane(.worker), start, start + 50)
    }
    let runs = try analyse(trace.trace)
    #expect(runs.map(\.slots) == [1, 1])
    #expect(runs.map(\.tasks) == [1, 1])
    #expect(runs.map { $0.slotLedger[.work] } == [Nanoseconds(50_000), Nanoseconds(50_000)])
  }

  @Test func `a cut run is rebuilt from its marker`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.runMarker(.threads, on: main, 10, cores: 3, slots: 2)
    trace.task("a", on: trace.lane(.worker), 20, 70)
    trace.edit {
      var metadata = TraceMetadata()
      metadata.cut = "the program was killed"
      $0.metadata = metadata
    }
    let run = try only(trace)
    #expect(run.model == .threads)
    #expect(run.cores == 3)
    #expect(run.slots == 2)
    #expect(run.makespan == Nanoseconds(60_000))
    #expect(
      run.trust.notes == [
        "the run was cut: its window ends at the last event recorded",
        "the recording ends early: the program was killed",
      ])
  }

  @Test func `a marker whose run was closed is not a run of its own`() throws {
    var trace = CPUTaskCases.gilThreads()
    trace.runMarker(.threads, on: 0, 0)
    #expect(try analyse(trace.trace).count == 1)
  }

  @Test func `a run that the metadata lists but no event describes`() throws {
    var trace = TraceBuilder()
    let main = trace.lane([.coordinator, .worker], process: 5)
    trace.task("a", on: main, 10, 30)
    trace.edit {
      var metadata = TraceMetadata()
      metadata.runs = [TraceRun(run: "x", model: .sequential, processes: [5])]
      $0.metadata = metadata
    }
    let run = try only(trace)
    #expect(run.model == .sequential)
    #expect(run.makespan == Nanoseconds(20_000))
    #expect(run.trust.notes.count == 2)
  }

  @Test func `runs without number are refused`() {
    var trace = merged().trace
    for _ in 0..<200_000 { trace.spans.append(trace.spans[0]) }
    let error = #expect(throws: AnalysisError.self) { try analyse(trace) }
    #expect(error?.code == .tooManyRuns)
  }

  @Test func `a step before its task begins leads the path nowhere`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 100)
    trace.asyncTask("a", on: loop, 50, 100)
    trace.step("a", on: loop, 20, 60)
    trace.step("a", on: loop, 90, 100)
    let run = try only(trace)
    #expect(run.criticalPath?.total == run.makespan)
  }
}
