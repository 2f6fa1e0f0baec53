import Testing
import TraceModel

@testable import Analysis

/// Sizes and sums at the limits: an answer or a refusal in words, never a trap or hours.
struct ExtremeTraceTests {
  private let last = Nanoseconds.admitted.upperBound.count

  @Test func `a hundred thousand lanes are counted one by one`() throws {
    var trace = TraceBuilder("lanes", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1000)
    for index in 0..<100_000 {
      trace.task("t\(index)", on: trace.lane(.worker), Int64(index % 500), 500)
    }
    let run = try only(trace)
    #expect(run.slots == 100_000)
    #expect(run.concurrency.histogram.keys.max() == 100_000)
    #expect(run.slotLedger[.teardown] == Nanoseconds(100_000 * 500))
    #expect(run.criticality?.omitted == 100_000 - 64)
  }

  @Test func `tasks of one name on many lanes and many of one name on a lane`() throws {
    var trace = TraceBuilder("names", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 10_000)
    for _ in 0..<200 {
      let worker = trace.lane(.worker)
      for turn in 0..<50 { trace.task("same", on: worker, Int64(turn) * 10, Int64(turn) * 10 + 5) }
      trace.flow(.submit, "same", from: main, 0, to: worker, 0)
      trace.flow(.result, "same", from: worker, 500, to: main, 600)
    }
    let run = try only(trace)
    // A name is one task on each lane, however often its body is entered.
    #expect(run.tasks == 200)
    #expect(run.slotLedger[.work] == Nanoseconds(200 * 50 * 5))
  }

  @Test func `sums of bodies beyond 64 bits are refused in words`() throws {
    var trace = TraceBuilder("sums.json", unit: 1)
    let main = trace.lane([.coordinator, .worker])
    trace.run(.threads, on: main, 0, last, cores: 1, slots: 1)
    for index in 0..<8 { trace.task("t\(index)", on: main, 0, last) }
    let error = #expect(throws: AnalysisError.self) { try analyse(trace.trace) }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.hasPrefix("sums.json: ") == true)
  }

  @Test func `steps that sum beyond 64 bits are still steps`() throws {
    var trace = TraceBuilder("steps", unit: 1)
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, -last / 2, last / 2, cores: 1)
    trace.asyncTask("a", on: loop, 0, 10)
    for _ in 0..<10 { trace.step("a", on: loop, -last / 2, last / 2) }
    for _ in 0..<10 { trace.wait(.io, on: loop, -last / 2, last / 2) }
    let run = try only(trace)
    #expect(run.loop?.utilisation == 10)
    #expect(run.loop?.blockingSteps.count == 10)
    #expect(run.loop?.blockingSteps.total == Nanoseconds(Int64.max))
    #expect(run.loop?.blockingCalls.count == 10)
  }

  @Test func `CPU times that sum beyond 64 bits`() throws {
    var trace = TraceBuilder("cpu", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 2)
    trace.edit { trace in
      var detail = SpanDetail()
      detail.cpuTime = Nanoseconds(Int64.max)
      trace.details.append(detail)
    }
    for index in 0..<2 {
      let worker = trace.lane(.worker)
      trace.task("t\(index)", on: worker, 0, 100)
      trace.edit { trace in
        var spans = SpanColumns()
        for var span in trace.spans {
          if span.category == .task { span.detail = 1 }
          spans.append(span)
        }
        trace.spans = spans
      }
    }
    let run = try only(trace)
    #expect(run.slotLedger[.work] == Nanoseconds(200))
  }

  @Test func `one async task of many steps, and a lane of many open at once`() throws {
    var trace = TraceBuilder("open", unit: 1)
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 100_000)
    trace.asyncTask("long", on: loop, 0, 100_000)
    for turn in 0..<20_000 {
      trace.step("long", on: loop, Int64(turn) * 5, Int64(turn) * 5 + 2)
      trace.asyncWait("long", .io, on: loop, Int64(turn) * 5 + 2, Int64(turn) * 5 + 5)
    }
    for index in 0..<2000 {
      trace.asyncTask("t\(index)", on: loop, 0, 50_000)
      trace.step("t\(index)", on: loop, 0, 50_000)
    }
    let run = try only(trace)
    #expect(run.slotLedger[.work] == Nanoseconds(2000 * 50_000 + 20_000 * 2))
    #expect(run.slotLedger[.io] == Nanoseconds(20_000 * 3))
    #expect(run.slots == 2001)
  }

  @Test func `a window at the end of time`() throws {
    var trace = TraceBuilder("end", unit: 1)
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, last - 4, last, cores: 3, slots: 2)
    trace.asyncTask("a", on: loop, -last, last)
    trace.asyncWait("a", .io, on: loop, -last, last)
    trace.step("a", on: loop, last, last)
    trace.flow(.result, "a", from: loop, last, to: loop, -last)
    let run = try only(trace)
    #expect(run.slotLedger[.io] == Nanoseconds(4))
    #expect(run.coreLedger.total == Nanoseconds(12))
  }
}
