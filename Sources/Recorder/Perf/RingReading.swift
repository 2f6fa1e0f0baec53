import Glibc
import Synchronization

/// Copies the rings into memory on a thread of its own, which does nothing else:
/// at full speed the kernel fills a ring in a few hundredths of a second, sooner than
/// its records can be written into a trace.
///
/// `@unchecked Sendable`: the rings are touched by the thread alone until it has
/// been joined, by its owner afterwards; the rest is behind the mutex.
final class RingReading: @unchecked Sendable {
  /// What one ring gave in one round.
  struct Piece {
    var ring: Int
    var bytes: [UInt8]
  }

  private struct Queue {
    var pieces: [Piece] = []
    var byteCount = 0
    /// When the last round began, and the one before it.
    var last: Int64 = .min
    var before: Int64 = .min
  }

  /// Bytes that may wait; beyond, the kernel counts what it cannot store.
  private let mostWaiting: Int
  private static let pace: Int32 = 100
  /// Milliseconds for which rings that have just been read are left alone: the kernel wakes the
  /// thread for every 32 KiB and for every thread of the program that ends, and each time costs
  /// as much as reading hundreds of records.
  private static let rest: Int32 = 5
  /// Bytes of a ring that the kernel does not fill in that time: it writes 20 MB a second and CPU
  /// at full speed.
  private static let restful = 512 << 10

  private var rings: [PerfRing]
  private let queue = Mutex(Queue())
  private let wake: Pipe
  private var thread: pthread_t?

  /// Starts the thread; where the system refuses one, `take` reads.
  init(_ rings: [PerfRing], mostWaiting: Int) throws(RecorderFailure) {
    self.rings = rings
    self.mostWaiting = mostWaiting
    wake = try Pipe()
    start()
  }

  /// Ends the thread: `take` reads the rings itself from now on.
  func stop() {
    guard let thread else { return }
    wake.closeWriting()
    pthread_join(thread, nil)
    self.thread = nil
  }

  /// Hands over the rings once the thread has ended: `take` reads nothing more.
  func handOver() -> RingClosing {
    stop()
    let closing = RingClosing()
    swap(&closing.rings, &rings)
    return closing
  }

  /// What has been read since the last call, and the time before which nothing more
  /// will come.
  func take() -> (pieces: [Piece], settled: Int64) {
    if thread == nil { readOnce() }
    return queue.withLock { queue in
      defer {
        queue.pieces = []
        queue.byteCount = 0
      }
      return (queue.pieces, queue.before)
    }
  }

  /// Reads every ring once.
  private func readOnce() {
    let start = Clock.monotonic
    guard queue.withLock({ $0.byteCount }) < mostWaiting else { return }
    var pieces: [Piece] = []
    for (index, ring) in rings.enumerated() {
      let bytes = ring.drain()
      if !bytes.isEmpty { pieces.append(Piece(ring: index, bytes: bytes)) }
    }
    queue.withLock { queue in
      queue.pieces += pieces
      queue.byteCount += pieces.reduce(0) { $0 + $1.bytes.count }
      (queue.before, queue.last) = (queue.last, start)
    }
  }

  /// No handler runs on the thread: a signal would only delay it.
  private func start() {
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(&thread, nil, readingThreadMain, context.toOpaque())
    if status != 0 { unsafe context.release() }
    if status == 0 { self.thread = thread }
  }

  fileprivate func run() {
    // The first entry is the pipe, which hangs up when the thread is to end.
    var entries = [pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)]
    entries += rings.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let rests = rings.allSatisfy { $0.byteCount >= Self.restful }
    while entries[0].revents == 0 {
      readOnce()
      guard unsafe poll(&entries, nfds_t(entries.count), Self.pace) > 0 else { continue }
      // An event hangs up when its first process has ended, and would be ready for ever: it is
      // not polled again, only read.
      for index in entries.indices.dropFirst()
      where entries[index].revents & Int16(POLLHUP | POLLERR) != 0 {
        entries[index].fd = -1
      }
      if rests { _ = unsafe poll(&entries, 1, Self.rest) }
    }
  }
}

private func readingThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  let reading = unsafe Unmanaged<RingReading>.fromOpaque(context).takeRetainedValue()
  reading.run()
  return nil
}
