import CThreadState
import Glibc

/// A worker process as its pool sees it.
struct WorkerProcess: Sendable {
  let process: pid_t
  let requests: PipeEnd
  let replies: PipeEnd
  /// The worker's events; nil when nothing is recorded.
  let events: PipeEnd?

  /// How a worker ended.
  struct Ending: Equatable {
    var signal: Int32?
    var exitStatus: Int32?

    var text: String {
      if let signal {
        let name = unsafe strsignal(signal).map { unsafe String(cString: $0) } ?? "unknown"
        return "was killed by signal \(signal) (\(name.lowercased()))"
      }
      return exitStatus.map { "exited with status \($0)" } ?? "ended"
    }
  }

  /// Waits for the process to end; it must be ending, or be killed first.
  func reap() -> Ending {
    var status: Int32 = 0
    var result = unsafe waitpid(process, &status, 0)
    while result < 0 && errno == EINTR { result = unsafe waitpid(process, &status, 0) }
    // The program may have told the system to forget its children.
    guard result == process else { return Ending() }
    let signal = status & 0x7f
    return signal == 0 ? Ending(exitStatus: (status >> 8) & 0xff) : Ending(signal: signal)
  }

  /// Closes the pool's ends of the pipes, but for the events', which their reader closes.
  func closePipes() {
    requests.close()
    replies.close()
  }
}

/// A pipe between the pool and a worker, while both ends are ours.
struct WorkerPipe {
  let readEnd: PipeEnd
  let writeEnd: PipeEnd

  init() throws(ExecutorError) {
    var ends: (Int32, Int32) = (-1, -1)
    let error = unsafe stretto_pipe_create(&ends.0, &ends.1)
    guard error == 0 else {
      throw ExecutorError(
        .cannotStart,
        "No pipe to a worker process could be made (\(errorText(-error))): "
          + "ask for fewer workers or raise the limit of open files.")
    }
    readEnd = PipeEnd(descriptor: ends.0)
    writeEnd = PipeEnd(descriptor: ends.1)
  }

  func close() {
    readEnd.close()
    writeEnd.close()
  }
}
