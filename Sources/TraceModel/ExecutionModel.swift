/// The way a workload is run: the words of `args.model`, of the report's JSON
/// and of `--models`.
///
/// Any other word is allowed in a trace and treated like `mixed`.
package struct ExecutionModel: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// One task after another on the thread that submits them.
  package static let sequential = ExecutionModel(rawValue: "sequential")
  /// A pool of threads.
  package static let threads = ExecutionModel(rawValue: "threads")
  /// Async tasks on a single-threaded event loop.
  package static let async = ExecutionModel(rawValue: "async")
  /// The same loop, with calls that block it.
  package static let asyncBlocking = ExecutionModel(rawValue: "async-blocking")
  /// Task groups on Swift's global concurrent executor.
  package static let tasks = ExecutionModel(rawValue: "tasks")
  /// An actor on a serial executor.
  package static let actor = ExecutionModel(rawValue: "actor")
  /// A concurrent Dispatch queue.
  package static let dispatch = ExecutionModel(rawValue: "dispatch")
  /// A pool of processes.
  package static let processes = ExecutionModel(rawValue: "processes")
  /// Python's event loop.
  package static let asyncio = ExecutionModel(rawValue: "asyncio")
  /// Several executors in one run.
  package static let mixed = ExecutionModel(rawValue: "mixed")

  package var description: String { rawValue }

  /// Whether the slots of this model are async tasks in flight, not lanes.
  package var slotsAreAsyncTasks: Bool {
    switch self {
    case .async, .asyncBlocking, .asyncio, .tasks, .actor: true
    default: false
    }
  }
}
