import CDispatch
import Glibc

@testable import Stretto

/// A thread of a test's own; `join` waits for its end.
struct TestThread {
  private let thread: pthread_t

  init(_ body: @escaping @Sendable () -> Void) throws {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    // Small stacks, so that a thousand threads are no matter.
    pthread_attr_setstacksize(&attributes, 256 << 10)
    let context = Unmanaged.passRetained(ThreadBody(body))
    let status = pthread_create(&thread, &attributes, testThreadMain, context.toOpaque())
    guard status == 0 else {
      context.release()
      throw ScratchError(status)
    }
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func testThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
  return nil
}

/// Runs bodies on threads of their own, all alive at once, and waits for all.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) throws {
  let threads = try (0..<count).map { number in try TestThread { body(number) } }
  for thread in threads { thread.join() }
}

/// Holds threads back until `count` of them have come.
final class Gathering: Sendable {
  private let missing: Monitor<Int>
  init(_ count: Int) { missing = Monitor(count) }

  func wait() {
    let isLast = missing.withLock { missing in
      missing -= 1
      return missing == 0
    }
    if isLast { missing.broadcast() }
    missing.waitFor { $0 > 0 ? nil : () }
  }
}
