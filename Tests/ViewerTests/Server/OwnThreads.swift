import Dispatch
import Testing

/// Runs tests on a thread of their own, and what they start on another: tests that block keep those
/// that all tasks share for minutes, and a client does not wait for a server as long.
struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
  /// Where servers that tests start answer.
  static let servers = ThreadExecutor()
  private static let tests = ThreadExecutor()

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(Self.tests) { try await function() }
  }
}

extension Trait where Self == OwnThreads {
  static var onOwnThreads: OwnThreads { OwnThreads() }
}

/// A thread of its own, while there is work.
final class ThreadExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "stretto.tests")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
