import Dispatch

/// Runs a body that blocks on a thread of its own.
///
/// Tests run on the few threads of Swift's global executor: blocked there, they
/// would keep the very tasks they wait for from running.
func offPool<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "off pool").async { continuation.resume(with: Result { try body() }) }
  }
}
