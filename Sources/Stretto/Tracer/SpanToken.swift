public import CClock
public import CThreadState

/// An open span; it ends once, at `end()` or at the end of its scope.
///
/// Noncopyable, so that the compiler refuses to end it twice.
public struct SpanToken: ~Copyable, Sendable {
  @usableFromInline let tracer: Tracer?
  @usableFromInline let name: StaticString
  @usableFromInline let start: UInt64
  /// The thread it began on.
  @usableFromInline let thread: UInt64

  @inlinable @inline(__always)
  init(_ tracer: Tracer?, _ name: StaticString) {
    self.tracer = tracer
    self.name = name
    thread = stretto_thread_identity()
    start = tracer == nil ? 0 : stretto_clock_ticks()
  }

  @inlinable @inline(__always)
  deinit {
    guard let tracer else { return }
    let end = stretto_clock_ticks()
    if thread == stretto_thread_identity() {
      tracer.write(name, STRETTO_SPAN, start: start, end: end)
    } else {
      tracer.write(name, STRETTO_ASYNC_SPAN, start: start, end: end)
    }
  }

  /// Ends the span here.
  @inlinable @inline(__always)
  public consuming func end() {}
}
