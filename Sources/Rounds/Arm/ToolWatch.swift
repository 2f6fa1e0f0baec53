@preconcurrency import Glibc

/// Lets an arm not outlive the tool, however the tool dies.
package enum ToolWatch {
  /// Makes the kernel end this process by SIGIO as soon as the other end of standard input closes.
  ///
  /// Does nothing where standard input is no pipe. Costs no thread: nothing runs
  /// beside what the arm measures.
  package static func endWithTool() {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
    signal(SIGIO, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGIO)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    _ = fcntl(STDIN_FILENO, F_SETOWN, getpid())
    _ = fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_ASYNC)
    // The tool may be gone already: then no signal comes.
    var entry = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
    if poll(&entry, 1, 0) > 0, entry.revents & Int16(POLLHUP) != 0 { kill(getpid(), SIGIO) }
  }
}
