import CPerf  // The importer takes timespec for one of its types, too.
import Glibc
import Synchronization

/// Many names turned into those of the source, on a thread whose time is limited.
///
/// A name of a few hundred letters can stand for one of many gigabytes, and nothing
/// stops the functions that write it out: a thread that takes too long is left
/// alone and its names stay as they are. It ends with the tool, which has only the trace
/// to finish then.
///
/// `@unchecked Sendable`: the pipe's writing end is the thread's, the rest is constant or
/// behind the mutex.
final class NameWork: @unchecked Sendable {
  private static let pace: Int32 = 20
  private static let stackSize = 8 << 20

  private let symbols: [String]
  private let done: Pipe
  private let names = Mutex<[String: String]>([:])

  private init(_ symbols: [String]) throws(RecorderFailure) {
    self.symbols = symbols
    done = try Pipe()
  }

  /// The names of symbols.
  ///
  /// - Parameters:
  ///   - symbols: As the linker has them.
  ///   - limit: Nanoseconds of CPU time that this may take.
  /// - Returns: What is known, and whether that is all.
  static func names(
    of symbols: Set<String>, limit: Int64 = 2_000_000_000
  ) -> (names: [String: String], isWhole: Bool) {
    guard !symbols.isEmpty else { return ([:], true) }
    do throws(RecorderFailure) {
      let work = try NameWork(symbols.sorted())
      guard let thread = work.start() else { return ([:], false) }
      let isWhole = work.await(thread, limit)
      return (work.names.withLock { $0 }, isWhole)
    } catch {
      return ([:], false)
    }
  }

  private func start() -> pthread_t? {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, Self.stackSize)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(&thread, &attributes, nameWorkMain, context.toOpaque())
    if status != 0 { unsafe context.release() }
    return status == 0 ? thread : nil
  }

  /// Whether the thread has ended in time.
  private func await(_ thread: pthread_t, _ limit: Int64) -> Bool {
    var clock = clockid_t()
    var entry = pollfd(fd: done.reading, events: Int16(POLLIN), revents: 0)
    let hasClock = unsafe pthread_getcpuclockid(thread, &clock) == 0
    while unsafe poll(&entry, 1, Self.pace) <= 0 {
      var time = timespec()
      guard hasClock, unsafe clock_gettime(clock, &time) == 0,
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) < limit
      else {
        pthread_detach(thread)
        return false
      }
    }
    pthread_join(thread, nil)
    return true
  }

  fileprivate func run() {
    for symbol in symbols {
      let name = Demangling.name(symbol)
      names.withLock { $0[symbol] = name }
    }
    done.closeWriting()
  }
}

private func nameWorkMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<NameWork>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
