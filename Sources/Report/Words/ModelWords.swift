import TraceModel

extension ExecutionModel {
  /// The model as the subject of a sentence.
  var subject: (text: String, isPlural: Bool) {
    switch self {
    case .sequential: ("The sequential run", false)
    case .threads: ("Threads", true)
    case .async: ("The event loop", false)
    case .asyncBlocking: ("The event loop with blocking calls", false)
    case .tasks: ("Task groups", true)
    case .actor: ("The actor", false)
    case .dispatch: ("The Dispatch queue", false)
    case .processes: ("Processes", true)
    case .asyncio: ("asyncio", false)
    default: (sanitised(rawValue), false)
    }
  }

  /// The model and how wide it is, as in "threads x4".
  ///
  /// Slots that are async tasks in flight are no width that anyone chose.
  func label(slots: Int?) -> String {
    guard let slots, self != .sequential, !slotsAreAsyncTasks else { return sanitised(rawValue) }
    return "\(sanitised(rawValue)) x\(slots)"
  }
}
