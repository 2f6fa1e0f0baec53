@testable import Stretto

/// Runs what blocks on a thread of its own, so that the few threads of Swift's
/// own pool stay free for what it waits for.
func onOwnThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try SystemThread(named: "test") { continuation.resume(with: Result { try body() }) }.detach()
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
