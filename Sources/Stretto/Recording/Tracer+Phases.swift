import CThreadState
package import TraceModel

/// Which end of an arrow an event is.
package enum FlowEnd: Hashable, Sendable {
  case start
  case finish
}

// What executors record (METHOD section 2). Every call is one or two records in
// the calling thread's ring, and does nothing when the tracer is off.

extension Tracer {
  /// A finished phase on the calling thread: a step, or the executor's own work.
  package func phase(
    _ category: Category, _ name: StaticString, from start: Ticks, to end: Ticks, task: UInt32 = 0
  ) {
    guard isEnabled else { return }
    write(
      name, STRETTO_SPAN, category: category.rawValue, task: task, start: start.count,
      end: end.count)
  }

  /// A finished wait of the calling thread, for a known reason.
  package func wait(_ reason: WaitReason, from start: Ticks, to end: Ticks, task: UInt32 = 0) {
    phase(.wait, reason.literal, from: start, to: end, task: task)
  }

  /// A finished task body on the calling thread, with the CPU time it took.
  package func task(
    _ id: UInt32, key: TraceName, from start: Ticks, to end: Ticks, cpuNanoseconds: UInt64
  ) {
    guard isEnabled else { return }
    write(
      key, STRETTO_TASK, category: Category.task.rawValue, task: id, start: start.count,
      end: end.count, more: cpuNanoseconds)
  }

  /// One end of an arrow between lanes, named after its category.
  ///
  /// It must lie inside a phase or task of the calling thread, ends included.
  package func flow(
    _ end: FlowEnd, _ category: Category, id: UInt64, task: UInt32, at instant: Ticks
  ) {
    guard isEnabled else { return }
    write(
      category.flowName, end == .start ? STRETTO_FLOW_START : STRETTO_FLOW_FINISH,
      category: category.rawValue, task: task, start: instant.count, end: id)
  }

  /// The creation of an async task.
  package func asyncTaskBegan(_ id: UInt32, key: TraceName, at instant: Ticks) {
    guard isEnabled else { return }
    write(
      key, STRETTO_ASYNC_BEGIN, category: Category.task.rawValue, task: id, start: instant.count,
      end: UInt64(id))
  }

  /// The completion of an async task.
  package func asyncTaskEnded(_ id: UInt32, key: TraceName, at instant: Ticks) {
    guard isEnabled else { return }
    write(
      key, STRETTO_ASYNC_END, category: Category.task.rawValue, task: id, start: instant.count,
      end: UInt64(id))
  }

  /// A finished wait of an async task, from the end of a step to the next enqueue.
  package func asyncWait(_ reason: WaitReason, task: UInt32, from start: Ticks, to end: Ticks) {
    guard isEnabled else { return }
    write(
      reason.literal, STRETTO_ASYNC_SPAN, category: Category.wait.rawValue, task: task,
      start: start.count, end: end.count)
  }
}

extension Category {
  /// The name of an arrow of this category.
  var flowName: StaticString {
    switch self {
    case .submit: "submit"
    case .result: "result"
    case .fork: "fork"
    case .wake: "wake"
    case .join: "join"
    case .dep: "dep"
    default: "flow"
    }
  }
}
