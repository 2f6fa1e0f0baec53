import Statistics
import Testing
import TraceModel

@testable import Analysis

/// METHOD 3: time that a control group's CPU quota explains.
struct QuotaTests {
  /// Two workers on one core, for 1000 µs.
  ///
  /// A runs to 300 and from 600 on, B from 300 to 400; from
  /// 400 to 600 neither runs. Else they are ready.
  private func trace(_ polls: [(from: Int64, to: Int64, amount: Int64)]) -> TraceBuilder {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1000, cores: 1, slots: 2)
    let (a, b) = (trace.lane(.worker), trace.lane(.worker))
    let row = trace.lane(.other, thread: 0x2000_0001)
    for (lane, name) in [(a, "a"), (b, "b")] { trace.task(name, on: lane, 0, 1000) }
    for (lane, state, from, to) in [
      (a, SchedulingState.run, 0, 300), (a, .ready, 300, 600), (a, .run, 600, 1000),
      (b, .ready, 0, 300), (b, .run, 300, 400), (b, .ready, 400, 1000),
    ] as [(Int32, SchedulingState, Int64, Int64)] {
      trace.scheduling(state, of: lane, from, to)
    }
    for poll in polls { trace.quota(on: row, poll.from, poll.to, poll.amount) }
    return trace
  }

  // By hand: 250 µs were counted between 500 and 700, so that the stop began at 250 at the
  // earliest. Ready then: A from 300 to 600 and B from 400 to 700, 300 µs each, and B from 250 to
  // 300. The longest and earliest is A's: 300 to 550 is throttled, 50 µs of it stay.
  @Test func `a stop is taken out of the longest stretch that a lane was ready`() throws {
    let run = try only(trace([(500, 700, 250)]))
    #expect(run.slotLedger[.work] == Nanoseconds(800_000))
    #expect(run.slotLedger[.throttled] == Nanoseconds(250_000))
    #expect(run.slotLedger[.runq] == Nanoseconds(950_000))
    #expect(run.slotLedger.total == run.makespan * 2)
    // No core was used from 400 to 600. Up to 550 the quota explains it, before B's run queue.
    #expect(run.coreLedger[.work] == Nanoseconds(800_000))
    #expect(run.coreLedger[.throttled] == Nanoseconds(150_000))
    #expect(run.coreLedger[.runq] == Nanoseconds(50_000))
    #expect(run.taskLedger[.throttled] == Nanoseconds(250_000))
    #expect(run.failedAssertions.isEmpty)
    #expect(run.trust.notes.contains { $0.hasPrefix("throttled is estimated") })
  }

  // By hand: both have 300 µs within 100 to 700, A from 300 and B from 400 on. The earlier goes
  // first: all of A's, then 400 to 500 of B's.
  @Test func `what one stretch cannot hold is taken out of the next`() throws {
    let run = try only(trace([(500, 700, 400)]))
    #expect(run.slotLedger[.throttled] == Nanoseconds(400_000))
    #expect(run.slotLedger[.runq] == Nanoseconds(800_000))
    #expect(run.coreLedger[.throttled] == Nanoseconds(200_000))
    #expect(run.failedAssertions.isEmpty)
  }

  // By hand: the first look reaches back to 200; A's 300 to 550 is the longest there. The second
  // reaches back to 300: B's 400 to 600 is the longest that is left, and A has 550 to 600 besides.
  @Test func `two looks never take the same time`() throws {
    let run = try only(trace([(450, 550, 250), (550, 600, 250)]))
    #expect(run.slotLedger[.throttled] == Nanoseconds(500_000))
    #expect(run.slotLedger[.runq] == Nanoseconds(700_000))
    // From 400 to 600 somebody is always throttled.
    #expect(run.coreLedger[.throttled] == Nanoseconds(200_000))
    #expect(run.failedAssertions.isEmpty)
  }

  @Test func `no more is relabelled than lanes were ready, and nothing outside of a look's reach`()
    throws
  {
    let all = try only(trace([(0, 1000, 9_000)]))
    #expect(all.slotLedger[.throttled] == Nanoseconds(1_200_000))
    #expect(all.slotLedger[.runq] == .zero)
    #expect(all.failedAssertions.isEmpty)
    // Ready from 250 to 300 is B alone.
    let some = try only(trace([(280, 300, 30)]))
    #expect(some.slotLedger[.throttled] == Nanoseconds(30_000))
    let none = try only(trace([(1200, 1300, 100)]))
    #expect(none.slotLedger[.throttled] == .zero && none.trust.notes.isEmpty)
  }

  @Test func `another process's quota is not this run's`() throws {
    var builder = trace([])
    let other = builder.lane(.other, process: 2, thread: 0x2000_0002)
    builder.quota(on: other, 500, 700, 250)
    builder.edit {
      $0.metadata = TraceMetadata()
      $0.metadata?.runs = [TraceRun(run: "run", model: .threads, processes: [1])]
    }
    #expect(try only(builder).slotLedger[.throttled] == .zero)
  }

  @Test(arguments: UInt64(1)...200)
  func `on any trace only the run queue is told apart, and every ledger stays full`(seed: UInt64)
    throws
  {
    let plain = RandomTrace.make(seed: seed)
    var random = SplitMix64(seed: seed)
    var other = plain
    let owner = try #require(plain.lanes.first?.id.process)
    other.lanes.append(Lane(id: LaneID(process: owner, thread: 0x2000_0000), roles: .other))
    let name = other.names.intern("stopped by the quota")
    for _ in 0..<3 {
      let start = Int64.random(in: -5...60, using: &random)
      var detail = SpanDetail()
      detail.cpuTime = Nanoseconds(Int64.random(in: 0...30, using: &random))
      other.details.append(detail)
      other.spans.append(
        Span(
          start: Nanoseconds(start),
          end: Nanoseconds(start + Int64.random(in: 0...30, using: &random)), name: name,
          lane: Int32(other.lanes.count - 1), category: .quota,
          detail: Int32(other.details.count - 1)))
    }
    let (before, after) = (try analyse(plain), try analyse(other))
    for (before, after) in zip(before, after) {
      #expect(after.failedAssertions == [])
      #expect(after.slotLedger.total == after.makespan * after.slots)
      #expect(after.coreLedger.total == after.makespan * after.cores)
      for bucket in Bucket.allCases where bucket != .runq && bucket != .throttled {
        #expect(after.slotLedger[bucket] == before.slotLedger[bucket], "slots \(bucket)")
        #expect(after.taskLedger[bucket] == before.taskLedger[bucket], "tasks \(bucket)")
        #expect(after.coreLedger[bucket] == before.coreLedger[bucket], "cores \(bucket)")
      }
      let ready = before.slotLedger[.runq]
      #expect(after.slotLedger[.runq] + after.slotLedger[.throttled] == ready)
      #expect(
        after.coreLedger[.runq] + after.coreLedger[.throttled] == before.coreLedger[.runq])
    }
  }
}

extension TraceBuilder {
  /// What a quota withheld between two looks, as the recorder writes it.
  fileprivate mutating func quota(
    on row: LaneIndex, _ from: Int64, _ to: Int64, _ amount: Int64
  ) {
    var detail = SpanDetail()
    detail.cpuTime = Nanoseconds(amount * 1000)
    add(.quota, "stopped by the quota", on: row, from, to, detail: detail)
  }
}
