import TraceModel

/// The way a workload is run, as the speedup report calls it.
///
/// Any other word may be given as a literal; the report then treats the run
/// like `mixed`.
public struct RunModel: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The word in the trace and in the report.
  public let rawValue: String

  /// A model by its word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// A model by its word.
  public init(stringLiteral word: String) { self.init(rawValue: word) }

  /// One task after another on the thread that submits them.
  public static let sequential: RunModel = "sequential"
  /// A pool of threads.
  public static let threads: RunModel = "threads"
  /// Async tasks on a single-threaded event loop.
  public static let async: RunModel = "async"
  /// The same loop, with calls that block it.
  public static let asyncBlocking: RunModel = "async-blocking"
  /// Task groups on Swift's global concurrent executor.
  public static let tasks: RunModel = "tasks"
  /// An actor on a serial executor.
  public static let actor: RunModel = "actor"
  /// A concurrent Dispatch queue.
  public static let dispatch: RunModel = "dispatch"
  /// A pool of processes.
  public static let processes: RunModel = "processes"
  /// Several executors in one run.
  public static let mixed: RunModel = "mixed"
}
