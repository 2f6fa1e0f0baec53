public import CClock
public import CThreadState
import TraceModel

extension Tracer {
  /// Records the time that `body` takes as a span on the calling thread.
  ///
  /// Costs two clock reads; nothing when the tracer is off. Inlined, so that a
  /// non-throwing body stays non-throwing and nothing is allocated.
  ///
  /// - Parameters:
  ///   - name: A literal: constant names give constant colours in viewers.
  ///   - body: What to measure; runs on the calling thread.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; the span is recorded all the same.
  @inlinable @inline(__always)
  public func span<Result: ~Copyable, Failure: Error>(
    _ name: StaticString, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard isEnabled else { return try body() }
    let start = stretto_clock_ticks()
    defer { write(name, STRETTO_SPAN, start: start, end: stretto_clock_ticks()) }
    return try body()
  }

  /// Records a span whose name is made at run time.
  ///
  /// The name is not made when the tracer is off; when it is on, making,
  /// hashing and looking it up cost about 1 ns a byte.
  ///
  /// - Parameters:
  ///   - name: Made before the span starts.
  ///   - body: What to measure; runs on the calling thread.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; the span is recorded all the same.
  @inlinable
  public func span<Result: ~Copyable, Failure: Error>(
    dynamic name: @autoclosure () -> String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard isEnabled else { return try body() }
    let text = name()
    let start = stretto_clock_ticks()
    defer { writeDynamic(text, start: start, end: stretto_clock_ticks()) }
    return try body()
  }

  /// Starts a span that ends where the token does: at its `end()`, or when it goes out of scope.
  ///
  /// Costs what the closure form does. A token that ends on another thread, or
  /// across the end of an enclosing span, is drawn as an asynchronous span,
  /// since spans of one thread must nest.
  ///
  /// - Parameter name: A literal.
  /// - Returns: The open span; keep it, or the span ends at once.
  @inlinable @inline(__always)
  public func begin(_ name: StaticString) -> SpanToken {
    SpanToken(isEnabled ? self : nil, name)
  }

  /// Writes a record without arguments: the hot path of every event.
  @inlinable @inline(__always)
  func write(
    _ name: StaticString, _ kind: Int, category: UInt8 = 0, task: UInt32 = 0, start: UInt64,
    end: UInt64
  ) {
    let result = stretto_thread_write(
      identity, name.traceKey, UInt8(truncatingIfNeeded: kind), category, task, start, end)
    if result != UInt32(STRETTO_DONE) {
      writeSlowly(name, kind, category: category, task: task, start: start, end: end)
    }
  }
}
