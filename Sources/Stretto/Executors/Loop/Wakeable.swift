/// One suspended task that is resumed exactly once: by what it waits for, or by
/// its cancellation, whichever comes first.
final class Wakeable: Sendable {
  private enum State {
    case idle
    case suspended(CheckedContinuation<Void, any Error>)
    case settled(Result<Void, any Error>)
  }

  private let state = Guarded(State.idle)

  /// Whether the task has been resumed, so that nobody waits here any more.
  var isSettled: Bool {
    state.withLock { if case .settled = $0 { true } else { false } }
  }

  /// Suspends the calling task after `register` has told somebody to wake it.
  func suspend(_ register: () -> Void) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        park(continuation)
        register()
      }
    } onCancel: {
      settle(.failure(CancellationError()))
    }
  }

  func settle(_ result: Result<Void, any Error>) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      switch state {
      case .idle:
        state = .settled(result)
        return nil
      case .suspended(let continuation):
        state = .settled(result)
        return continuation
      case .settled:
        return nil
      }
    }
    continuation?.resume(with: result)
  }

  private func park(_ continuation: CheckedContinuation<Void, any Error>) {
    let settled = state.withLock { state -> Result<Void, any Error>? in
      if case .settled(let result) = state { return result }
      state = .suspended(continuation)
      return nil
    }
    if let settled { continuation.resume(with: settled) }
  }
}
