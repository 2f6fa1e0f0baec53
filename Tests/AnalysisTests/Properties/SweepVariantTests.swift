import Statistics
import Testing
import TraceModel

@testable import Analysis

/// The same sums by other ways of sweeping (METHOD 12).
struct SweepVariantTests {
  /// Everything that a sweep adds up.
  private struct Sums: Equatable {
    var core: Ledger
    var slots: [Ledger]
    var waiting: [Ledger]
    var peaks: [Int64]
    var histogram: [Int64]
    var atWork: [Int64]
    var inProgress: [Int64]
    var pairs: [Int64]
    var criticality: [Int64]
    var computeIO: [Int64]
    var isEstimated: Bool

    init(_ sweep: Sweep) {
      let facts = sweep.owners.facts
      core = sweep.coreLedger
      slots = sweep.groups.indices.map {
        sweep.groups[$0].finished(
          slots: 100, makespan: facts.makespan, used: sweep.owners.slots[$0])
      }
      waiting = sweep.groups.map { Ledger($0.waiting) }
      peaks = sweep.groups.map(\.peak) + [sweep.core.peak]
      histogram = Self.trimmed(sweep.overlap.histogram)
      atWork = Self.trimmed(sweep.overlap.atWork)
      inProgress = Self.trimmed(sweep.overlap.inProgress)
      pairs = sweep.overlap.pairs
      let union = facts.makespan - (histogram.first ?? 0)
      criticality =
        sweep.overlap.criticality.largest(100, union: union) { $0 < $1 }.times
      computeIO = [sweep.overlap.computing, sweep.overlap.waiting, sweep.overlap.both]
      isEstimated = sweep.core.isEstimated
    }

    /// Levels that were never reached do not count.
    private static func trimmed(_ times: [Int64]) -> [Int64] {
      Array(times.prefix(1 + (times.lastIndex { $0 != 0 } ?? -1)))
    }
  }

  private func owners(_ seed: UInt64) throws -> RunOwners {
    let trace = RandomTrace.make(seed: seed)
    var selection = RunSelection(trace)
    let scope = try #require(try selection.scopes().first)
    var builder = FactsBuilder(trace, scope: scope)
    return RunOwners(builder.build())
  }

  /// One sweep on one thread.
  private func whole(_ owners: RunOwners) -> Sums {
    var sweep = Sweep(owners, Streams(owners), cores: owners.facts.cores)
    sweep.run()
    return Sums(sweep)
  }

  @Test(arguments: RandomTraceTests.seeds)
  func `chunks cut at any instants add up to the whole`(seed: UInt64) throws {
    let owners = try owners(seed)
    let streams = Streams(owners)
    let makespan = owners.facts.makespan
    var random = SplitMix64(seed: seed)
    let cuts = (0..<3).map { _ in Int64.random(in: 0...makespan, using: &random) }
    let sum = Sweep.whole(
      owners, streams, cores: owners.facts.cores, cuts: cuts.sorted())
    #expect(Sums(sum) == whole(owners), "cut at \(cuts)")
  }

  @Test(arguments: RandomTraceTests.seeds)
  func `one pass that does not know the future finds the same`(seed: UInt64) throws {
    let owners = try owners(seed)
    var sweep = Sweep(
      owners, Streams(owners, knowsFuture: false), cores: owners.facts.cores,
      knowsFuture: false)
    sweep.run()
    #expect(Sums(sweep) == whole(owners))
  }

  @Test(arguments: RandomTraceTests.seeds.prefix(100))
  func `parallelism and criticality agree with a count at every tick`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    let run = try #require(try analyse(trace).first)
    let ticks = try #require(TickEvaluator(trace))
    var (cpu, progress) = ([Int: Int64](), [Int: Int64]())
    var shares: [String: Double] = [:]
    for tick in 0..<ticks.length {
      let states = trace.lanes.indices.map { ticks.state(of: $0, tick) }
      let flying = ticks.tasks.filter { $0.isAsync && $0.submit <= tick && tick < $0.end }
      let waiting = flying.count {
        ticks.steppingLane($0, tick) == nil && ticks.state(of: $0, tick) == .io
      }
      let atWork = states.count { $0 == .work }
      cpu[atWork, default: 0] += 1
      progress[atWork + states.count { $0 == .io } + waiting, default: 0] += 1
      let active = names(ticks, tick) + flying.map(\.name)
      for name in active { shares[name, default: 0] += 1 / Double(active.count) }
    }
    #expect(run.parallelism?.cpu == cpu.mapValues { Nanoseconds($0) })
    #expect(run.parallelism?.progress == progress.mapValues { Nanoseconds($0) })
    let listed = run.criticality?.shares ?? []
    for share in listed {
      #expect(abs(Double(share.time.count) - (shares[share.name] ?? 0)) < 1, "\(share.name)")
    }
    #expect(listed.reduce(.zero) { $0 + $1.time } == run.concurrency.union)
  }

  /// Lanes with a task's body open.
  private func names(_ ticks: TickEvaluator, _ tick: Int64) -> [String] {
    ticks.trace.lanes.indices.filter { lane in
      ticks.trace.spans.contains {
        $0.category == .task && Int($0.lane) == lane && ticks.touches($0.start, $0.end)
          && ticks.covers($0, tick)
      }
    }.map { "\(ticks.trace.lanes[$0].id.process)/\(ticks.trace.lanes[$0].id.thread)" }
  }
}
