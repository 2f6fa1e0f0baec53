import Testing
import TraceModel

@testable import Analysis

/// METHOD 3: waits that the kernel told, beside those of the program.
struct KernelWaitTests {
  /// A task of 100 µs on a lane of which the scheduler tells that it runs from 0 to 20.
  private func trace(
    _ build: (inout TraceBuilder, _ worker: Int32, _ row: Int32) -> Void
  ) throws -> RunAnalysis {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    let row = trace.lane([], thread: 0x8000_0002)
    trace.task("t", on: worker, 0, 100)
    trace.scheduling(.run, of: worker, 0, 20)
    build(&trace, worker, row)
    return try only(trace)
  }

  @Test func `a wait on the scheduler's row counts for the lane it names`() throws {
    let run = try trace { trace, worker, row in
      trace.kernelWait(.io, of: worker, on: row, 20, 60)
      trace.kernelWait(.lock, of: worker, on: row, 60, 90)
    }
    #expect(run.slotLedger[.work] == Nanoseconds(20_000))
    #expect(run.slotLedger[.io] == Nanoseconds(40_000))
    #expect(run.slotLedger[.lock] == Nanoseconds(30_000))
    #expect(run.slotLedger[.unattributed] == Nanoseconds(10_000))
    #expect(run.trust.tiers == [1, 2, 4])
    #expect(run.failedAssertions.isEmpty)
  }

  @Test func `what the program says of its wait goes before what the kernel says`() throws {
    let run = try trace { trace, worker, row in
      trace.wait(.join, on: worker, 20, 60)
      trace.kernelWait(.lock, of: worker, on: row, 21, 59)
      trace.kernelWait(.lock, of: worker, on: row, 70, 100)
    }
    #expect(run.slotLedger[.join] == Nanoseconds(40_000))
    #expect(run.slotLedger[.lock] == Nanoseconds(30_000))
    #expect(run.slotLedger[.unattributed] == Nanoseconds(10_000))
  }

  @Test func `the GIL is waited for whatever else the program says`() throws {
    let run = try trace { trace, worker, row in
      trace.wait(.io, on: worker, 20, 60)
      trace.kernelWait(.gil, of: worker, on: row, 50, 60)
    }
    #expect(run.slotLedger[.io] == Nanoseconds(30_000))
    #expect(run.slotLedger[.gil] == Nanoseconds(10_000))
  }

  @Test func `a wait outside a task leaves its lane idle`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    let row = trace.lane([], thread: 0x8000_0002)
    trace.task("t", on: worker, 0, 50)
    trace.scheduling(.run, of: worker, 0, 50)
    trace.kernelWait(.io, of: worker, on: row, 50, 100)
    let run = try only(trace)
    #expect(run.slotLedger[.io] == .zero)
    #expect(run.slotLedger[.work] == Nanoseconds(50_000))
  }

  @Test func `wake-ups count as told where the file says so and has slices`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    let worker = trace.lane(.worker)
    trace.task("t", on: worker, 0, 100)
    trace.edit {
      $0.metadata = TraceMetadata()
      $0.metadata?.capabilities = ["wake-ups"]
    }
    #expect(try only(trace).trust.tiers == [1])
    trace.scheduling(.run, of: worker, 0, 100)
    #expect(try only(trace).trust.tiers == [1, 2, 3])
  }
}

extension TraceBuilder {
  /// A wait as the recorder writes what the kernel tells: on a row beside the lane.
  fileprivate mutating func kernelWait(
    _ reason: WaitReason, of lane: LaneIndex, on row: LaneIndex, _ from: Int64, _ to: Int64
  ) {
    var detail = SpanDetail()
    detail.schedulingLane = lane
    add(.wait, reason.word, on: row, from, to, detail: detail)
  }
}
