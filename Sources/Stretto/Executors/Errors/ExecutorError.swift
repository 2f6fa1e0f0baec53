/// Why an executor could not start, or why a task has no result: one sentence to act on.
///
/// Errors that a task's body throws are not wrapped: its handle rethrows them as
/// they are. Only a process pool cannot send them over; it reports
/// `taskFailed` with their text.
public struct ExecutorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which kind of failure, for programs; the sentence is for people.
  ///
  /// A struct, so that later versions can add codes without breaking a `switch`.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// A word in lower case.
    public let rawValue: String

    /// A code by its word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Fewer than one worker, thread or task in flight was asked for.
    public static let tooFew = Code(rawValue: "too-few")
    /// More workers were asked for than memory and the limits of the system allow.
    public static let tooMany = Code(rawValue: "too-many")
    /// The system refused a thread, a process or a descriptor.
    public static let cannotStart = Code(rawValue: "cannot-start")
    /// The executor was shut down before the task was submitted.
    public static let shutDown = Code(rawValue: "shut-down")
    /// A descriptor cannot be waited for.
    public static let cannotWait = Code(rawValue: "cannot-wait")
    /// A worker process did not say hello: its `main` did not call `ProcessWorker`.
    public static let noHello = Code(rawValue: "no-hello")
    /// A worker process cannot create a process pool of its own.
    public static let nestedPool = Code(rawValue: "nested-pool")
    /// The worker process that ran the task ended before it had sent the result.
    public static let workerEnded = Code(rawValue: "worker-ended")
    /// The task took longer than the pool's timeout; its worker was killed.
    public static let timedOut = Code(rawValue: "timed-out")
    /// The task's body threw in its worker process; the text of the error is in the sentence.
    public static let taskFailed = Code(rawValue: "task-failed")
    /// The worker process knows no work of that name.
    public static let unknownWork = Code(rawValue: "unknown-work")
    /// An argument or a result could not be encoded, decoded or is too large to send.
    public static let notSendable = Code(rawValue: "not-sendable")
  }

  /// Which kind of failure.
  public let code: Code
  /// One sentence: what failed, why, what to do next.
  public let description: String
  /// The signal that ended the worker process, when one did.
  public let signal: Int32?
  /// The worker's exit status, when it exited by itself.
  public let exitStatus: Int32?

  init(
    _ code: Code, _ description: String, signal: Int32? = nil, exitStatus: Int32? = nil
  ) {
    self.code = code
    self.description = description
    self.signal = signal
    self.exitStatus = exitStatus
  }
}
