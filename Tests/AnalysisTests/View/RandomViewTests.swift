import Testing
import TraceModel

@testable import Analysis

/// What must hold of the view of any trace.
struct RandomViewTests {
  @Test(arguments: RandomTraceTests.seeds.prefix(200))
  func `band, strips and path add up to the ledgers, to the nanosecond`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    let run = try #require(try analyse(trace).first)
    let view = try #require(try views(trace).first)
    #expect(view.failedAssertions == [])
    #expect(view.band.isExact)
    #expect(view.band.integral == run.slotLedger)
    #expect(view.lanesOmitted == 0)
    for strip in view.lanes { #expect(strip.lengths.reduce(0, +) == run.makespan.count) }
    var path = Ledger()
    for segment in view.path ?? [] {
      path[segment.state] = path[segment.state] + Nanoseconds(segment.length)
    }
    #expect(path == run.criticalPath ?? Ledger())
    #expect(view.pathSegments == view.path?.count)
  }

  @Test(arguments: RandomTraceTests.seeds.prefix(80))
  func `the band and a pool's strips are what its slots do, tick by tick`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    let view = try #require(try views(trace).first)
    var ticks = try #require(TickEvaluator(trace))
    for tick in 0..<ticks.length {
      ticks.slotLedger = [:]
      for group in ticks.groups.indices { ticks.bookSlots(group, tick) }
      #expect(view.band.slots(at: tick) == ticks.slotLedger.filter { $0.value != 0 }, "\(tick)")
    }
    for (index, group) in ticks.groups.enumerated() where !group.isLoop {
      let strips = view.lanes.filter { strip in
        strip.key.task == nil && group.lanes.contains { trace.lanes[$0].id == strip.key.lane }
      }
      for tick in 0..<ticks.length {
        ticks.slotLedger = [.unused: -Int64(group.slots - group.lanes.count)]
        ticks.bookSlots(index, tick)
        let states = strips.map { $0.state(at: tick) }
        for (bucket, count) in ticks.slotLedger {
          #expect(states.count { $0 == bucket } == Int(count), "\(bucket) at \(tick)")
        }
      }
    }
  }

  @Test(arguments: RandomTraceTests.seeds.prefix(40), [1, 3, 7])
  func `bins and limits lose nothing of the sums`(seed: UInt64, bins: Int) throws {
    let trace = RandomTrace.make(seed: seed)
    let run = try #require(try analyse(trace).first)
    let limits = ViewLimits(bandStretches: 2, bandBins: bins, laneStretches: 9, pathSegments: 2)
    let view = try #require(try views(trace, limits).first)
    #expect(view.failedAssertions == [])
    #expect(view.band.integral == run.slotLedger)
    #expect(view.band.lengths.reduce(0, +) == run.makespan.count)
    #expect(view.band.lengths.count <= max(2, bins))
    #expect(view.lanes.reduce(0) { $0 + $1.lengths.count } <= 9)
    let whole = try #require(try views(trace).first)
    #expect(view.lanes.count + view.lanesOmitted == whole.lanes.count)
    for strip in view.lanes { #expect(whole.lanes.contains(strip)) }
    #expect(view.path == (whole.path?.count ?? 3 <= 2 ? whole.path : nil))
  }

  @Test(arguments: RandomTraceTests.seeds.suffix(60))
  func `the longest waits are the longest of each reason, in order`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    let view = try #require(try views(trace).first)
    #expect(view.waits.count <= ViewLimits.full.waits)
    #expect(view.waits.map(\.length) == view.waits.map(\.length).sorted(by: >))
    for strip in view.lanes where strip.key.task == nil {
      for (length, state) in zip(strip.lengths, strip.states) {
        guard let state, WaitFinder.states.contains(state) else { continue }
        let longest = view.waits.filter { $0.state == state }.map(\.length).max() ?? 0
        #expect(longest >= length, "\(state)")
      }
    }
  }
}
