public import CClock
public import CThreadState
import TraceModel

extension Tracer {
  /// Marks an instant on the calling thread's row.
  ///
  /// Costs one clock read; nothing when the tracer is off.
  ///
  /// - Parameter name: A literal.
  @inlinable @inline(__always)
  public func instant(_ name: StaticString) {
    guard isEnabled else { return }
    write(name, STRETTO_INSTANT, start: stretto_clock_ticks(), end: 0)
  }

  /// Sets a counter, which keeps its value until it is set again; one row per name and process.
  ///
  /// - Parameters:
  ///   - name: A literal.
  ///   - value: The value from now on.
  @inlinable @inline(__always)
  public func counter(_ name: StaticString, _ value: Int) {
    guard isEnabled else { return }
    write(
      name, STRETTO_COUNTER_INTEGER, start: stretto_clock_ticks(),
      end: UInt64(bitPattern: Int64(value)))
  }

  /// Sets a counter to a fraction; a value that is not finite is left out of the file.
  ///
  /// - Parameters:
  ///   - name: A literal.
  ///   - value: The value from now on.
  @inlinable @inline(__always)
  public func counter(_ name: StaticString, _ value: Double) {
    guard isEnabled else { return }
    write(name, STRETTO_COUNTER_REAL, start: stretto_clock_ticks(), end: value.bitPattern)
  }
}
