import CThreadState
import Glibc
import TraceModel

/// The thread that drains: every signal blocked, woken by time or by `finish`.
///
/// `@unchecked Sendable`: the drain itself is touched by the thread alone, the
/// failure is read after the thread has been joined.
final class DrainThread: @unchecked Sendable {
  private let alarm: Alarm
  private let policy: DrainPolicy
  private var drain: Drain?
  private var failure: TracerError?
  private var thread = pthread_t()

  /// Starts the thread; nil when the system refuses one.
  init?(_ drain: consuming Drain, policy: DrainPolicy) {
    guard let alarm = Alarm() else { return nil }
    self.alarm = alarm
    self.policy = policy
    self.drain = consume drain
    guard start() else { return nil }
  }

  /// Has the thread do its last round and end; returns its first failure.
  func finish() -> TracerError? {
    alarm.ring()
    _ = pthread_join(thread, nil)
    return failure
  }

  /// Signals stay with the program's own threads: no handler of its runs here,
  /// and a broken pipe or a file-size limit comes back as an error.
  private func start() -> Bool {
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let context = unsafe Unmanaged.passRetained(self)
    let status = unsafe pthread_create(&thread, nil, drainThreadMain, context.toOpaque())
    if status != 0 { unsafe context.release() }
    return status == 0
  }

  fileprivate func run() {
    // For those who look at the program's threads from outside.
    _ = unsafe stretto_thread_set_name("stretto-drain")
    var pause = policy.longest
    while !alarm.wait(for: pause) {
      let fill = drain?.drain() ?? 0
      pause = policy.next(after: pause, fill: fill)
    }
    if let last = drain.take() { failure = last.finish() }
  }
}

private func drainThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  let thread = unsafe Unmanaged<DrainThread>.fromOpaque(context).takeRetainedValue()
  thread.run()
  return nil
}
