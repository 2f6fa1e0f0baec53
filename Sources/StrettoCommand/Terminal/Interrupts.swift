import Dispatch
@preconcurrency import Glibc

/// Turns the first Ctrl-C (and SIGTERM) into a cancellation, so that what was
/// measured until then is still reported; the second ends the tool at once.
enum Interrupts {
  /// Runs `work` in a task that an interrupt cancels.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // From now on the signal does what it does by default.
        signal(number, SIG_DFL)
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await task.value
  }
}
