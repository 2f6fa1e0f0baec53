import CThreadState
import Glibc

/// The epoll descriptor of a loop, and the eventfd that wakes its thread.
final class LoopPoller: Sendable {
  private let poller: Int32
  private let wakeup: Int32

  init() throws(ExecutorError) {
    let poller = stretto_poller_create()
    guard poller >= 0 else { throw LoopPoller.refusal(-poller) }
    let wakeup = stretto_wakeup_create()
    guard wakeup >= 0 else {
      close(poller)
      throw LoopPoller.refusal(-wakeup)
    }
    self.poller = poller
    self.wakeup = wakeup
    _ = stretto_poller_watch(poller, wakeup, true, false)
  }

  deinit {
    close(wakeup)
    close(poller)
  }

  private static func refusal(_ error: Int32) -> ExecutorError {
    ExecutorError(
      .cannotStart,
      "The event loop got no descriptor (\(errorText(error))): raise the limit of open files.")
  }

  /// Ends the wait of the loop's thread, now or the next one.
  func wake() { _ = stretto_wakeup_signal(wakeup) }

  /// Watches for one event; gives 0 or an error number.
  func watch(_ descriptor: Int32, read: Bool, write: Bool) -> Int32 {
    -min(0, stretto_poller_watch(poller, descriptor, read, write))
  }

  /// Waits for events; a wake-up gives an empty list or ends the wait early.
  func wait(nanoseconds: Int64) -> [stretto_ready] {
    let events = unsafe [stretto_ready](unsafeUninitializedCapacity: 64) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      count = unsafe Int(max(0, stretto_poller_wait(poller, base, 64, nanoseconds)))
    }
    guard events.contains(where: { $0.descriptor == wakeup }) else { return events }
    _ = stretto_wakeup_clear(wakeup)
    _ = stretto_poller_watch(poller, wakeup, true, false)
    return events.filter { $0.descriptor != wakeup }
  }
}
