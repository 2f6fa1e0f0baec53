import Glibc

/// Keeps SIGPIPE from ending the process when the other side of a pipe is gone.
///
/// For the calling thread only: the program's own handling stays as it is.
enum PipeSignal {
  /// Blocks it on this thread until the thread ends: for threads of our own.
  static func blockOnThisThread() { _ = setMask(SIG_BLOCK) }

  /// Runs the body with it blocked; one that came takes effect after the body.
  static func blocked<T>(_ body: () throws -> T) rethrows -> T {
    var before = setMask(SIG_BLOCK)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try body()
  }

  private static func setMask(_ how: Int32) -> sigset_t {
    var signals = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(how, &signals, &before)
    return before
  }
}
