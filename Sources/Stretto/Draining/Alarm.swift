import Glibc
import TraceModel

/// Sleeps for a time or until it is rung: a flag with a condition on CLOCK_MONOTONIC.
///
/// `@unchecked Sendable`: the flag is touched under the mutex only; mutex and
/// condition live at fixed addresses as long as the object.
@safe final class Alarm: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var hasRung = false

  /// Nil when the system has no memory for it.
  init?() {
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    guard unsafe pthread_mutex_init(mutex, nil) == 0,
      unsafe pthread_condattr_init(&attributes) == 0,
      unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0,
      unsafe pthread_cond_init(condition, &attributes) == 0
    else { return nil }
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  /// Ends every wait, now and later.
  func ring() {
    unsafe pthread_mutex_lock(mutex)
    hasRung = true
    unsafe pthread_cond_broadcast(condition)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Waits; true when it was rung, false when the time has passed.
  func wait(for pause: Nanoseconds) -> Bool {
    var deadline = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &deadline)
    let nanoseconds = Int64(deadline.tv_nsec) + pause.count
    deadline.tv_sec += Int(nanoseconds / 1_000_000_000)
    deadline.tv_nsec = Int(nanoseconds % 1_000_000_000)
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while !hasRung {
      if unsafe pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { break }
    }
    return hasRung
  }
}
