import Dispatch
@preconcurrency import Glibc
import Synchronization

/// Turns the first Ctrl-C (and SIGTERM) into a cancellation, so that what was
/// measured until then is still reported; the second ends the tool at once.
enum Interrupts {
  /// Runs `work` in a task that an interrupt cancels, from its first line on.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let interrupt = Interrupt()
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM] { sources.append(await watched(number, interrupt)) }
    let task = Task { try await work() }
    interrupt.cancels { task.cancel() }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await task.value
  }

  /// Returns when the signal of that number is being listened to: one that came earlier is lost.
  private static func watched(
    _ number: Int32, _ interrupt: Interrupt
  ) async -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      // From now on the signal does what it does by default.
      signal(number, SIG_DFL)
      interrupt.happened()
    }
    await withCheckedContinuation { continuation in
      source.setRegistrationHandler { continuation.resume() }
      source.resume()
    }
    return source
  }

  /// An interrupt that may come before or after what it cancels is known.
  private final class Interrupt: Sendable {
    private struct State {
      var hasHappened = false
      var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func happened() {
      let cancel = state.withLock { state in
        state.hasHappened = true
        return state.cancel
      }
      cancel?()
    }

    func cancels(_ cancel: @escaping @Sendable () -> Void) {
      let isLate = state.withLock { state in
        state.cancel = cancel
        return state.hasHappened
      }
      if isLate { cancel() }
    }
  }
}
