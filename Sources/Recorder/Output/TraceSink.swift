import TraceFile
import TraceModel

/// The trace being written: formatted, compressed, and flushed ten times a second.
///
/// A failure (a full disk) ends the trace, not the recording: what was written
/// stays readable, and the program runs on.
struct TraceSink: ~Copyable {
  /// Text that is handed to the compressor at once.
  private static let largestPending = 1 << 18

  let path: String
  /// CLOCK_MONOTONIC at the trace's first instant.
  let origin: Int64
  var encoder: EventEncoder
  private var writer: TraceWriter
  private(set) var failure: TraceFileError?

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - path: Where.
  ///   - overwriting: Whether a file of that name may be replaced.
  ///   - origin: What is written as the trace's first instant.
  /// - Throws: What `TraceWriter` throws.
  init(creating path: String, overwriting: Bool, origin: Int64) throws(TraceFileError) {
    self.path = path
    self.origin = origin
    writer = try TraceWriter(creating: path, overwriting: overwriting)
    encoder = EventEncoder(origin: Nanoseconds(origin))
  }

  mutating func append(_ slice: SchedulingSlice) {
    guard slice.state != .block else {
      // A lane that is known to the scheduler is blocked where it has no slice (METHOD section 2).
      guard let reason = slice.reason else { return }
      encoder.kernelWait(
        reason, of: slice.lane, from: Nanoseconds(slice.start), to: Nanoseconds(slice.end))
      relieve()
      return
    }
    encoder.scheduling(
      slice.state, of: slice.lane, cpu: slice.cpu, from: Nanoseconds(slice.start),
      to: Nanoseconds(slice.end))
    relieve()
  }

  /// Appends events that are text already: whole objects joined by ",\n".
  mutating func append(lines: [UInt8]) {
    attempt()
    guard failure == nil else { return }
    do throws(TraceFileError) {
      try writer.append(lines)
    } catch {
      failure = error
    }
  }

  /// Hands the text on when there is much of it.
  mutating func relieve() {
    if encoder.pendingByteCount > Self.largestPending { attempt() }
  }

  /// Hands everything to the system, so that it can be read from the file now.
  mutating func flush() {
    attempt()
    guard failure == nil else { return }
    do throws(TraceFileError) {
      try writer.flush()
    } catch {
      failure = error
    }
  }

  /// Appends members of the trace's root; no event may come after them.
  mutating func appendRoot(_ text: [UInt8]) {
    attempt()
    guard failure == nil else { return }
    do throws(TraceFileError) {
      try writer.appendRoot(text)
    } catch {
      failure = error
    }
  }

  /// Hands text of the root on when there is much of it.
  mutating func relieveRoot(_ text: inout [UInt8]) {
    guard text.count > Self.largestPending else { return }
    appendRoot(text)
    text.removeAll(keepingCapacity: true)
  }

  private mutating func attempt() {
    guard failure == nil else {
      _ = encoder.takeLines()
      return
    }
    do throws(TraceFileError) {
      try writer.append(&encoder)
    } catch {
      failure = error
    }
  }

  /// Ends the trace.
  consuming func seal(_ members: [JSONMember]) throws(TraceFileError) {
    attempt()
    if let failure { throw failure }
    try writer.seal(members)
  }
}
