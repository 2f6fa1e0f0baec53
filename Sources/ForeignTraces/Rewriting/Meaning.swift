import TraceModel

/// What a span of another producer is in our terms.
enum Meaning: Equatable {
  /// A task, or part of one; where spans nest, the outermost.
  case task
  /// A task that waits all the time: a transfer, say.
  case waitingTask(WaitReason)
  /// An executor's phase.
  case phase(Category)
  /// A wait inside a task.
  case wait(WaitReason)
  /// A worker waiting for work: no part of any task.
  case idle
  /// A span that only details others.
  case plain
  /// No span of the run: a sum, a copy, a mark.
  case dropped
}

/// What an async operation is in our terms.
enum AsyncMeaning: Equatable {
  /// In flight as a task of its own, waiting for that reason.
  case task(WaitReason)
  /// A stretch in which its lane was busy.
  case onLane
  case plain
}

/// What is asked of a rule: numbers in the trace's tables.
struct SpanQuestion {
  var name: UInt32
  var category: UInt32
  var lane: Int32
}
