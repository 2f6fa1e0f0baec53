import Statistics
import Testing
import TraceModel

@testable import Analysis

/// What must hold on any trace.
struct RandomTraceTests {
  /// Each seed makes one trace; a failure names it.
  static let seeds = Array(UInt64(1)...300)

  @Test(arguments: seeds)
  func `the sweep agrees with a tick-by-tick evaluation`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    let run = try #require(try analyse(trace).first)
    let ticks = try #require(TickEvaluator(trace))
    #expect(run.slots == ticks.groups.map(\.slots).reduce(0, +))
    for bucket in Bucket.allCases {
      #expect(run.slotLedger[bucket].count == ticks.slotLedger[bucket] ?? 0, "slots \(bucket)")
      #expect(run.taskLedger[bucket].count == ticks.taskLedger[bucket] ?? 0, "tasks \(bucket)")
      let core = Double(run.coreLedger[bucket].count) - (ticks.coreLedger[bucket] ?? 0)
      #expect(abs(core) < (ticks.isEstimated ? 1 : 1e-9), "cores \(bucket)")
    }
    #expect(run.coreEstimated == ticks.isEstimated)
  }

  @Test(arguments: seeds)
  func `every ledger sums exactly and no assertion fails`(seed: UInt64) throws {
    let run = try #require(try analyse(RandomTrace.make(seed: seed)).first)
    #expect(run.failedAssertions == [])
    #expect(run.slotLedger.total == run.makespan * run.slots)
    #expect(run.coreLedger.total == run.makespan * run.cores)
    #expect(run.criticalPath?.total == run.makespan)
    let levels = run.concurrency.histogram
    #expect(levels.values.reduce(.zero, +) == run.makespan)
    #expect(
      levels.reduce(Nanoseconds.zero) { $0 + $1.value * $1.key } == run.concurrency.sumBusy)
    if let span = run.span, run.model != .sequential {
      #expect(span <= min(run.makespan, run.work))
    }
  }

  @Test(arguments: seeds.prefix(200))
  func `the order of events changes nothing`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    var random = SplitMix64(seed: seed)
    var (run, other) = (try analyse(trace), try analyse(shuffled(trace, &random)))
    // A replay takes tasks submitted at one instant in the order of the file.
    for index in run.indices { run[index].demands = nil }
    for index in other.indices { other[index].demands = nil }
    #expect(run == other)
  }

  @Test(arguments: seeds.prefix(200))
  func `a shift in time changes nothing`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed)
    #expect(try analyse(trace) == analyse(shifted(trace, by: Nanoseconds(12345))))
  }

  @Test(arguments: seeds.prefix(200))
  func `cutting every span of a lane at an instant changes no ledger`(seed: UInt64) throws {
    let trace = RandomTrace.make(seed: seed, nests: true)
    let whole = try #require(try analyse(trace).first)
    let cut = try #require(try analyse(cutAt(trace, Nanoseconds(Int64(seed % 30)))).first)
    #expect(whole.slotLedger == cut.slotLedger)
    #expect(whole.coreLedger == cut.coreLedger)
    #expect(whole.taskLedger == cut.taskLedger)
    #expect(whole.concurrency == cut.concurrency)
    #expect(whole.laneBusy == cut.laneBusy)
    #expect(whole.span == cut.span)
  }

  private func shuffled(_ trace: Trace, _ random: inout SplitMix64) -> Trace {
    var other = trace
    var spans = SpanColumns()
    for span in Array(trace.spans).shuffled(using: &random) { spans.append(span) }
    other.spans = spans
    other.asyncSpans.shuffle(using: &random)
    other.flows.shuffle(using: &random)
    other.instants.shuffle(using: &random)
    return other
  }

  private func shifted(_ trace: Trace, by time: Nanoseconds) -> Trace {
    var other = trace
    other.spans = SpanColumns()
    for var span in trace.spans {
      span.start = span.start + time
      span.end = span.end + time
      other.spans.append(span)
    }
    for index in other.asyncSpans.indices {
      other.asyncSpans[index].start = other.asyncSpans[index].start + time
      other.asyncSpans[index].end = other.asyncSpans[index].end + time
    }
    for index in other.instants.indices {
      other.instants[index].time = other.instants[index].time + time
    }
    for index in other.flows.indices {
      if let start = other.flows[index].start {
        other.flows[index].start = Flow.End(lane: start.lane, time: start.time + time)
      }
      if let end = other.flows[index].end {
        other.flows[index].end = Flow.End(lane: end.lane, time: end.time + time)
      }
    }
    return other
  }

  /// Splits every span but the run's own that covers an instant.
  private func cutAt(_ trace: Trace, _ instant: Nanoseconds) -> Trace {
    var other = trace
    other.spans = SpanColumns()
    for span in trace.spans {
      guard span.category != .run, span.start < instant, instant < span.end else {
        other.spans.append(span)
        continue
      }
      var (left, right) = (span, span)
      left.end = instant
      right.start = instant
      other.spans.append(left)
      other.spans.append(right)
    }
    return other
  }
}
