import Testing
import TraceModel

@testable import Analysis

/// METHOD section 13 over time, worked out by hand.
struct WorkedViewTests {
  @Test func `threads under a GIL: one works while three wait, then one after the other is done`()
    throws
  {
    let view = try onlyView(CPUTaskCases.gilThreads())
    #expect(view.band.slots(at: 0) == [.work: 1, .gil: 3])
    #expect(view.band.slots(at: 3_249_999) == [.work: 1, .gil: 3])
    #expect(view.band.slots(at: 3_250_000) == [.work: 1, .gil: 2, .tail: 1])
    #expect(view.band.slots(at: 3_999_999) == [.work: 1, .tail: 3])
    #expect(view.lanes.map(\.isSlot) == [false, true, true, true, true])
    #expect(view.lanes[0].text == "none 4000")
    #expect(
      view.lanes[1].text
        == "work 250, gil 750, work 250, gil 750, work 250, gil 750, work 250, tail 750")
    #expect(
      view.pathText == "gil 750, work 250, gil 750, work 250, gil 750, work 250, gil 750, work 250")
    #expect(view.waits.map(\.state) == Array(repeating: .gil, count: 8))
    #expect(view.waits.map(\.start).prefix(4) == [0, 250_000, 500_000, 750_000])
  }

  @Test func `asyncio: tasks are lanes, ready while the loop is at another`() throws {
    let view = try onlyView(CPUTaskCases.asyncio())
    #expect(view.lanes.map(\.key.task) == [nil, "a", "b", "c", "d"])
    #expect(view.lanes.map(\.isSlot) == [false, true, true, true, true])
    #expect(view.lanes[1].text == "work 1000, tail 3000")
    #expect(view.lanes[3].text == "loop 2000, work 1000, tail 1000")
    #expect(view.band.lengths == [1_000_000, 1_000_000, 1_000_000, 1_000_000])
    #expect(view.band.slots(at: 0) == [.work: 1, .loop: 3])
    #expect(view.band.slots(at: 2_500_000) == [.work: 1, .loop: 1, .tail: 2])
    #expect(view.pathText == "work 4000")
    #expect(view.waits.map(\.length) == [3_000_000, 2_000_000, 1_000_000])
    #expect(view.waits.map(\.key.task) == ["d", "c", "b"])
  }

  @Test func `a pool: start-up, pickling and shutting down on each worker's strip`() throws {
    let view = try onlyView(CPUTaskCases.pool())
    #expect(view.band.slots(at: 0) == [.startup: 2])
    #expect(view.pathText.hasPrefix("startup 300, "))
    let workers = view.lanes.filter(\.isSlot)
    #expect(workers.count == 2)
    for worker in workers { #expect(worker.text.hasPrefix("startup 300, ")) }
  }

  @Test func `every worked trace adds up over time`() throws {
    let cases = [
      CPUTaskCases.sequential(), CPUTaskCases.gilThreads(), CPUTaskCases.asyncio(),
      CPUTaskCases.processes(), CPUTaskCases.pool(), FetchCases.sequential(),
      FetchCases.threads(), FetchCases.asyncio(), FetchCases.blocking(),
    ]
    for trace in cases {
      let view = try onlyView(trace)
      #expect(view.band.integral == (try only(trace)).slotLedger)
    }
  }

  @Test func `a view that does not add up says so`() throws {
    let trace = CPUTaskCases.gilThreads().trace
    var runs = try analyse(trace)
    runs[0].slotLedger[.gil] = runs[0].slotLedger[.gil] + Nanoseconds(1)
    runs[0].criticalPath?[.work] = .zero
    runs[0].groups[0].slotLedger[.tail] = .zero
    let failures = try #require(try runViews(of: trace, runs).first).failedAssertions
    #expect(
      failures == [
        "band against slot ledger, gil: 10500000 ns, not 10500001 ns",
        "strips against slot ledger of pool, tail: 1500000 ns, not 0 ns",
        "path's segments against critical path, work: 1000000 ns, not 0 ns",
      ])
  }

  @Test func `an empty file has a view without lanes`() throws {
    let view = try #require(try views(Trace()).first)
    #expect(view.makespan == .zero)
    #expect(view.band.lengths == [])
    #expect(view.lanes == [])
    #expect(view.failedAssertions == [])
  }

  @Test func `more idle lanes than tasks queued: the first in order are in dispatch`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 3)
    let workers = (0..<3).map { _ in trace.lane(.worker) }
    for worker in workers { trace.life("birth", of: worker, 0) }
    trace.task("a", on: workers[2], 40, 90)
    trace.flow(.submit, "a", from: main, 10, to: workers[2], 40)
    let view = try onlyView(trace)
    #expect(view.lanes[1].text == "serial 10, dispatch 30, tail 50, teardown 10")
    #expect(view.lanes[2].text == "serial 10, tail 80, teardown 10")
    #expect(view.lanes[3].text == "serial 10, tail 30, work 50, teardown 10")
  }
}
