import CClock
import CThreadState
import Synchronization

extension Tracer {
  /// Records the time that an asynchronous `body` takes, waits included.
  ///
  /// The span belongs to no thread, since the body may go on elsewhere after a
  /// suspension; viewers draw it on a row of its own. Its begin is in the file
  /// even if the program dies before its end. Costs two clock reads and two
  /// records; nothing when the tracer is off.
  ///
  /// - Parameters:
  ///   - name: A literal.
  ///   - body: What to measure; runs where the caller runs.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; the span is recorded all the same.
  public nonisolated(nonsending) func asyncSpan<Result, Failure: Error>(
    _ name: StaticString, _ body: nonisolated(nonsending) () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard let span = beginAsyncSpan(name) else { return try await body() }
    defer { span.end() }
    return try await body()
  }

  /// Begins an asynchronous span that any thread may end.
  ///
  /// - Parameter name: A literal.
  /// - Returns: The open span, or nil when the tracer is off. End it once.
  public func beginAsyncSpan(_ name: StaticString) -> AsyncSpanToken? {
    guard isEnabled else { return nil }
    let id = core.asyncNumbers.add(1, ordering: .relaxed).oldValue
    write(name, STRETTO_ASYNC_BEGIN, start: stretto_clock_ticks(), end: id)
    return AsyncSpanToken(tracer: self, name: name, id: id)
  }
}

/// An open asynchronous span, known by a number: begins on one thread, ends on any.
///
/// A copyable value, so that callbacks can carry it. One that is never ended is
/// shown as unfinished; a second end is left out by readers and counted.
public struct AsyncSpanToken: Sendable {
  let tracer: Tracer
  let name: StaticString
  let id: UInt64

  /// Ends the span now; recorded also when the tracer was paused meanwhile.
  public func end() {
    tracer.write(name, STRETTO_ASYNC_END, start: stretto_clock_ticks(), end: id)
  }
}
