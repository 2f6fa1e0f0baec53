import Testing
import TraceModel

@testable import Stretto

struct AsyncTaskRecordTests {
  /// How many waits a task's record writes when its steps come in this order.
  private func waits(_ body: (AsyncTaskRecord) -> Void) throws -> Int {
    let recorded = try Recorded { tracer in
      let submission = TaskSubmission("task", tracer: tracer)
      body(AsyncTaskRecord(submission, created: .now()))
    }
    return recorded.trace.asyncSpans.count { $0.category == .wait }
  }

  private func ticks(_ count: UInt64, after start: Ticks) -> Ticks {
    Ticks(count: start.count + count * 1_000)
  }

  @Test func `a step that another thread has overtaken ends where the next one starts`() throws {
    let start = Ticks.now()
    let waits = try waits { record in
      let next = record.resume(ready: ticks(5, after: start), start: ticks(6, after: start))
      #expect(next.step == 2 && next.start == ticks(6, after: start))
      #expect(record.suspend(step: 1, end: ticks(9, after: start)) == ticks(6, after: start))
      #expect(record.suspend(step: 2, end: ticks(20, after: start)) == ticks(20, after: start))
    }
    #expect(waits == 0)
  }

  @Test func `a step overtaken by two ends where the first of them starts`() throws {
    let start = Ticks.now()
    let waits = try waits { record in
      _ = record.resume(ready: ticks(5, after: start), start: ticks(6, after: start))
      #expect(record.suspend(step: 2, end: ticks(7, after: start)) == ticks(7, after: start))
      let third = record.resume(ready: ticks(8, after: start), start: ticks(9, after: start))
      #expect(third.step == 3 && third.start == ticks(9, after: start))
      #expect(record.suspend(step: 1, end: ticks(8, after: start)) == ticks(6, after: start))
      #expect(record.suspend(step: 3, end: ticks(20, after: start)) == ticks(20, after: start))
    }
    #expect(waits == 1)
  }

  @Test func `two steps overtaken at once each end where the next one starts`() throws {
    let start = Ticks.now()
    let waits = try waits { record in
      _ = record.resume(ready: ticks(5, after: start), start: ticks(6, after: start))
      _ = record.resume(ready: ticks(7, after: start), start: ticks(8, after: start))
      #expect(record.suspend(step: 2, end: ticks(9, after: start)) == ticks(8, after: start))
      #expect(record.suspend(step: 1, end: ticks(9, after: start)) == ticks(6, after: start))
    }
    #expect(waits == 0)
  }

  @Test func `a step that read the time before the last one ended starts at that end`() throws {
    let start = Ticks.now()
    let waits = try waits { record in
      _ = record.suspend(step: 1, end: ticks(10, after: start))
      let next = record.resume(ready: ticks(8, after: start), start: ticks(9, after: start))
      #expect(next.step == 2 && next.start == ticks(10, after: start))
    }
    #expect(waits == 0)
  }

  @Test func `a task that was ready before its step ended did not wait`() throws {
    let start = Ticks.now()
    let early = try waits { record in
      _ = record.suspend(step: 1, end: ticks(10, after: start))
      _ = record.resume(ready: ticks(9, after: start), start: ticks(11, after: start))
    }
    let late = try waits { record in
      _ = record.suspend(step: 1, end: ticks(10, after: start))
      _ = record.resume(ready: ticks(11, after: start), start: ticks(12, after: start))
    }
    #expect(early == 0)
    #expect(late == 1)
  }
}
