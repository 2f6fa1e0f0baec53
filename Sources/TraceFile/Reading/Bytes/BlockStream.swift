import Glibc

/// The blocks of a text source; after the first few a thread of its own makes
/// them ready while the reader parses.
///
/// A small file never costs a thread. At most `blocksInFlight` blocks exist,
/// and they go back and forth without being copied.
///
/// `@unchecked Sendable`: `source` is the reader's until the thread starts and
/// after it has been joined, between the two it is the thread's alone; whatever
/// both touch meanwhile lies in `shared`, under `lock`.
@safe final class BlockStream: @unchecked Sendable {
  /// Blocks read before a thread is worth its start: 1 MiB of text.
  private static let blocksBeforeThread = 4
  private static let blocksInFlight = 4

  /// What the two threads hand each other.
  private struct Shared {
    /// Blocks ready to be parsed, in the order of the text, and their bytes.
    var ready: [(block: [UInt8], count: Int)] = []
    var used: [[UInt8]] = []
    var hasEnded = false
    var isCancelled = false
    var failure: TraceFileError?
  }

  let name: String
  /// Whether the last block has been given out.
  private(set) var isAtEnd: Bool
  private var source: TextSource
  private var blocksRead = 0
  private var thread: pthread_t?
  private var isThreadRefused = false
  private var shared = Shared()
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ source: consuming TextSource) {
    name = source.name
    isAtEnd = source.isAtEnd
    self.source = source
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe pthread_cond_destroy(changed)
    unsafe lock.deallocate()
    unsafe changed.deallocate()
  }

  /// Puts the next bytes of text behind the first `start` bytes of `block`, or
  /// swaps `block` for another of its size that has them there; how many.
  ///
  /// 0 at the end only; `isAtEnd` may be known before.
  func next(_ block: inout [UInt8], from start: Int, upTo size: Int) throws(TraceFileError) -> Int {
    if isAtEnd { return 0 }
    blocksRead += 1
    if thread == nil, blocksRead > BlockStream.blocksBeforeThread, !isThreadRefused {
      startThread(block.count, from: start, upTo: size)
    }
    if thread != nil { return try takeReady(&block) }
    let count = try source.fill(&block, from: start, upTo: size)
    isAtEnd = source.isAtEnd
    return count
  }

  /// Ends the thread, if there is one, wherever it stands.
  func close() {
    guard let thread else { return }
    locked { $0.isCancelled = true }
    _ = pthread_join(thread, nil)
    self.thread = nil
  }

  /// Facts about the whole text, once it has ended or the stream is closed.
  var members: Int { source.members }
  var produced: Int { source.produced }
  var ignored: Int { source.ignored }
  var damage: String? { source.damage }
}

extension BlockStream {
  /// Calls `body` under the lock and wakes whoever waits.
  private func locked<R>(_ body: (inout Shared) -> R) -> R {
    unsafe pthread_mutex_lock(lock)
    defer {
      unsafe pthread_cond_signal(changed)
      unsafe pthread_mutex_unlock(lock)
    }
    return body(&shared)
  }

  /// Waits until `body` gives something; there is one waiter at a time, since
  /// the queue cannot be both full and empty.
  private func waiting<R>(_ body: (inout Shared) -> R?) -> R {
    unsafe pthread_mutex_lock(lock)
    defer {
      unsafe pthread_cond_signal(changed)
      unsafe pthread_mutex_unlock(lock)
    }
    while true {
      if let result = body(&shared) { return result }
      unsafe pthread_cond_wait(changed, lock)
    }
  }

  private func takeReady(_ block: inout [UInt8]) throws(TraceFileError) -> Int {
    enum Taken {
      case block([UInt8], Int)
      case end(TraceFileError?)
    }
    let taken: Taken = waiting { shared in
      if !shared.ready.isEmpty {
        let next = shared.ready.removeFirst()
        return .block(next.block, next.count)
      }
      return shared.hasEnded ? .end(shared.failure) : nil
    }
    switch taken {
    case .block(let next, let count):
      let old = block
      block = next
      locked { $0.used.append(old) }
      return count
    case .end(let failure):
      isAtEnd = true
      close()
      if let failure { throw failure }
      return 0
    }
  }

  /// Starts the thread; without one the reader goes on by itself.
  private func startThread(_ blockSize: Int, from start: Int, upTo size: Int) {
    shared.used = (1..<BlockStream.blocksInFlight).map { _ in
      [UInt8](repeating: 0, count: blockSize)
    }
    let work = ThreadWork(stream: self, start: start, size: size)
    let context = unsafe Unmanaged.passRetained(work)
    var all = sigset_t()
    var before = sigset_t()
    // Signals stay with the program's own threads.
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    if unsafe pthread_create(&thread, nil, blockStreamThreadMain, context.toOpaque()) == 0 {
      self.thread = thread
    } else {
      isThreadRefused = true
      shared.used = []
      unsafe context.release()
    }
  }

  /// The thread: fills used blocks until the text ends or nobody wants it.
  fileprivate func run(from start: Int, upTo size: Int) {
    while var block: [UInt8] = waiting({ shared in
      if shared.isCancelled { return .some(nil) }
      return shared.used.popLast().map { .some($0) }
    }) {
      do throws(TraceFileError) {
        let count = try source.fill(&block, from: start, upTo: size)
        let hasEnded = source.isAtEnd
        locked { shared in
          if count > 0 { shared.ready.append((block, count)) }
          shared.hasEnded = hasEnded
        }
        if hasEnded { return }
      } catch {
        locked { shared in
          shared.failure = error
          shared.hasEnded = true
        }
        return
      }
    }
  }
}

/// What the thread needs to start.
private final class ThreadWork: Sendable {
  let stream: BlockStream
  let start: Int
  let size: Int

  init(stream: BlockStream, start: Int, size: Int) {
    self.stream = stream
    self.start = start
    self.size = size
  }
}

/// The thread's first function: not isolated, whoever creates it.
private func blockStreamThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
{
  guard let context = unsafe context else { return nil }
  let work = unsafe Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue()
  work.stream.run(from: work.start, upTo: work.size)
  return nil
}
