public import Synchronization

/// Records what a program does, from inside, into one trace file.
///
/// ```swift
/// let tracer = try Tracer(writingTo: "run.json.gz")
/// tracer.span("resize") { resize(image) }
/// try tracer.finish()
/// ```
///
/// The file is Chrome Trace Event JSON in gzip: it opens in Perfetto, in the
/// DevTools Performance panel, and in `stretto report` and `stretto view`.
///
/// **Cost.** A span is two clock reads and one 32-byte record in a ring of the
/// calling thread: no lock, no allocation, no system call. A thread's first
/// event attaches its ring, a few microseconds. Switched off, a span is one
/// load and a branch. The tracer's thread takes about 350 ns of CPU a span to
/// encode and compress it; in the file a span is 4 to 25 bytes.
///
/// **Loss.** A thread of the tracer's own drains the rings every 50 ms or
/// sooner and flushes the file, so that a killed program loses at most the last
/// 100 ms as long as that thread gets to run. A thread that outruns it never
/// waits: its events are dropped and counted, and the count is in the file. Rings
/// and backlog are bounded: 2 MiB for each of the first 32 threads, less for
/// later ones, at most 372 MiB of address space for 16 384 threads, and 64 MiB
/// of events copied out and waiting to be encoded.
/// When the disk is full, recording goes on without the file growing, and
/// `finish()` says so.
///
/// **End.** `finish()` seals the file. Without it, the last reference to the
/// tracer does so and swallows errors; at `exit` nothing does, and the file
/// stays readable up to the last flush.
///
/// A process forked from the traced one records nothing: only `exec` and
/// `posix_spawn` are supported.
public final class Tracer: Sendable {
  /// The tracer's number in the threads' state: never 0, never used again.
  @usableFromInline let identity: UInt64
  @usableFromInline let enabled = Atomic<Bool>(true)
  let core: TracerCore

  /// Creates the file and starts recording.
  ///
  /// - Parameters:
  ///   - path: The file; its name ends in `.json.gz`, by which viewers know what it is.
  ///   - overwriting: Whether an existing file may be replaced.
  /// - Throws: `TracerError` when the file exists, cannot be created, or the
  ///   system refuses a thread.
  public convenience init(writingTo path: String, overwriting: Bool = false) throws(TracerError) {
    try self.init(TracerConfiguration(path: path, overwriting: overwriting))
  }

  package init(_ configuration: TracerConfiguration) throws(TracerError) {
    core = try TracerCore(configuration)
    identity = core.rings.owner
  }

  deinit { try? core.finish() }

  /// Whether events are recorded now; one load.
  @inlinable @inline(__always)
  public var isEnabled: Bool { enabled.load(ordering: .relaxed) }

  /// Stops recording until `resume()`; spans that are open now are still recorded.
  public func pause() { enabled.store(false, ordering: .relaxed) }

  /// Records again after `pause()`; without effect after `finish()`.
  public func resume() {
    guard !core.isFinished else { return }
    enabled.store(true, ordering: .relaxed)
  }

  /// Writes what is still in the rings, the metadata and the file's end.
  ///
  /// Call it when the traced work is done: what other threads record while it
  /// runs may be lost. Later events are ignored. A second call does nothing.
  ///
  /// - Throws: `TracerError` when anything could not be written, also earlier;
  ///   reported once.
  public func finish() throws(TracerError) {
    enabled.store(false, ordering: .relaxed)
    try core.finish()
  }

  /// Events that were recorded and are not in the file, as far as it is known now.
  ///
  /// Dropped because a thread outran the drain or there was no ring left for
  /// it, or not written because of an error. The final count is in the file.
  public var eventsLost: Int { core.rings.dropped + core.journal.lost }

  /// Now, for the recording interface.
  package func now() -> Ticks { Ticks.now() }
}
