import Glibc
import Synchronization

/// The side of a process pool that runs in the worker processes.
public enum ProcessWorker {
  private static let hasTakenOver = Atomic<Bool>(false)

  /// Whether this process is a worker.
  static var isActive: Bool { hasTakenOver.load(ordering: .relaxed) }

  /// Serves a pool's tasks when a pool started this process; else returns at once.
  ///
  /// Call it first thing in `main`, before the program looks at its arguments
  /// or its input: workers are the program itself, started again. In a worker
  /// it never returns; the worker ends when its pool shuts down or dies.
  ///
  /// - Parameter work: everything that pools of this program are asked to do.
  public static func takeOverIfSpawned(serving work: [any ServedWork]) {
    guard let text = environment(WorkerInvitation.variable) else { return }
    // What the work itself starts must not take itself for a worker.
    unsafe unsetenv(WorkerInvitation.variable)
    guard let invitation = WorkerInvitation(text: text) else {
      complain("\(WorkerInvitation.variable) is set to something no pool of this version says.")
      exit(2)
    }
    hasTakenOver.store(true, ordering: .relaxed)
    WorkerSession(invitation, serving: work).run()
  }

  /// Ends a worker whose main did not hand over; its pool says so, one sentence for all.
  static func endIfForgotten() {
    if environment(WorkerInvitation.variable) != nil { _exit(WorkerInvitation.forgottenStatus) }
  }

  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// One sentence on standard error.
  static func complain(_ sentence: String) {
    _ = try? PipeSignal.blocked { try PipeEnd(descriptor: 2).write("\(sentence)\n".utf8) }
  }
}
