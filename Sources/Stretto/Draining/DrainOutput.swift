import TraceFile

/// Where encoded lines go: the trace file, or the sink of a worker process.
///
/// After the first failure nothing more is written; what would have been is
/// counted, and the failure is reported at the end.
struct DrainOutput: ~Copyable {
  private var writer: TraceWriter?
  private let sink: TracerConfiguration.Sink?
  private let path: String
  private(set) var failure: TracerError?
  /// Events that could not be written.
  private(set) var lost = 0
  /// Events appended since the last flush.
  private var unflushed = 0
  /// What the sink was told of losses so far.
  private var reported = 0

  init(_ destination: TracerConfiguration.Destination) throws(TracerError) {
    switch destination {
    case .file(let path, let overwriting):
      self.path = path
      sink = nil
      do throws(TraceFileError) {
        writer = try TraceWriter(creating: path, overwriting: overwriting)
      } catch {
        throw TracerError(creating: path, error)
      }
    case .sink(let sink, _):
      path = ""
      writer = nil
      self.sink = sink
    }
  }

  /// Appends lines that hold `events` events.
  mutating func append(_ lines: [UInt8], events: Int) {
    guard !lines.isEmpty else { return }
    if let sink {
      sink(lines, 0)
      return
    }
    guard failure == nil else {
      lost += events
      return
    }
    do throws(TraceFileError) {
      try writer?.append(lines)
      unflushed += events
    } catch {
      unflushed += events
      fail(error)
    }
  }

  /// Tells a sink how many events were lost in all, as far as it does not know.
  mutating func report(lost: Int) {
    guard let sink, lost > reported else { return }
    sink([], lost - reported)
    reported = lost
  }

  /// Makes everything appended readable in the file.
  mutating func flush() {
    guard unflushed > 0, failure == nil else { return }
    do throws(TraceFileError) {
      try writer?.flush()
      unflushed = 0
    } catch {
      fail(error)
    }
  }

  /// Ends the file; returns the first failure of all.
  consuming func seal(_ members: [JSONMember]) -> TracerError? {
    guard failure == nil, let open = writer.take() else { return failure }
    do throws(TraceFileError) {
      try open.seal(members)
      return nil
    } catch {
      return TracerError(writing: path, error)
    }
  }

  private mutating func fail(_ error: TraceFileError) {
    failure = TracerError(writing: path, error)
    writer = nil
    lost += unflushed
    unflushed = 0
  }
}
