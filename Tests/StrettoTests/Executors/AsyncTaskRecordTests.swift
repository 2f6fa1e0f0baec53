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
      #expect(record.resume(ready: ticks(5, after: start), start: ticks(6, after: start)) == 2)
      #expect(record.suspend(step: 1, end: ticks(9, after: start)) == ticks(6, after: start))
      #expect(record.suspend(step: 2, end: ticks(20, after: start)) == ticks(20, after: start))
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
