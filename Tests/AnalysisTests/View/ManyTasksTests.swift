import Testing
import TraceModel

@testable import Analysis

/// Runs with more than a view may hold.
struct ManyTasksTests {
  /// A loop that serves tasks one by one, the later the longer; two in flight at a time.
  private func loop(tasks: Int) -> TraceBuilder {
    var trace = TraceBuilder("many", unit: 1)
    let loop = trace.lane([.coordinator, .loop])
    let length = Int64(tasks * (tasks + 3))
    trace.run(.asyncio, on: loop, 0, length)
    var now: Int64 = 0
    for task in 0..<tasks {
      let end = now + Int64(task) + 1
      trace.asyncTask("\(task)", on: loop, max(now - 1, 0), end)
      trace.step("\(task)", on: loop, now, end)
      now = end
    }
    return trace
  }

  @Test func `the longest-lived async tasks are shown, the others counted`() throws {
    let limits = ViewLimits(bandStretches: 10, bandBins: 4, laneStretches: 20, pathSegments: 5)
    let view = try onlyView(loop(tasks: 3_000), limits)
    #expect(view.lanes.reduce(0) { $0 + $1.lengths.count } <= 20)
    #expect(view.lanes.count + view.lanesOmitted == 3_001)
    #expect(view.lanes.compactMap(\.key.task).last == "2999")
    #expect(view.lanes.allSatisfy { $0.isSlot == ($0.key.task != nil) })
    #expect(view.lanes.allSatisfy { strip in strip.states.contains { $0 == nil } })
    #expect(!view.band.isExact)
    #expect(view.band.lengths.count == 4)
  }

  @Test func `a pool's lanes that do not fit are given up, not half of each`() throws {
    var trace = TraceBuilder("wide", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100_000, slots: 40)
    for worker in 0..<40 {
      let lane = trace.lane(.worker)
      for task in 0..<100 {
        let start = Int64(task * 200 + worker)
        trace.task("\(worker)/\(task)", on: lane, start, start + 100)
      }
    }
    let limits = ViewLimits(bandStretches: 10, bandBins: 7, laneStretches: 250, pathSegments: 5)
    let view = try onlyView(trace, limits)
    let whole = try onlyView(trace)
    #expect(view.lanes.count + view.lanesOmitted == 41)
    #expect(view.lanes.count == 2)
    for strip in view.lanes { #expect(whole.lanes.contains(strip)) }
    #expect(whole.lanesOmitted == 0)
  }

  @Test func `lanes whose idle time changes its class too often are given up on the way`() throws {
    var trace = TraceBuilder("flips", unit: 1)
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100_000, slots: 4)
    let workers = (0..<4).map { _ in trace.lane(.worker) }
    for worker in workers { trace.life("birth", of: worker, 0) }
    // The last one takes every task; the first, idle, stands before each while it is queued.
    for task in 0..<4_000 {
      let start = Int64(task) * 20 + 10
      trace.task("\(task)", on: workers[3], start, start + 5)
      trace.flow(.submit, "\(task)", from: main, start - 5, to: workers[3], start)
    }
    let limits = ViewLimits(bandStretches: 10, bandBins: 7, laneStretches: 100, pathSegments: 5)
    let view = try onlyView(trace, limits)
    let whole = try onlyView(trace)
    #expect(whole.lanes.map(\.lengths.count).max() ?? 0 > 4_000)
    #expect(view.lanes.count + view.lanesOmitted == 5)
    #expect(view.lanes.reduce(0) { $0 + $1.lengths.count } <= 100)
    for strip in view.lanes { #expect(whole.lanes.contains(strip)) }
  }
}
