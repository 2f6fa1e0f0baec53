import CPerf
import Glibc

/// The command's process: started, but waiting to execute the command until released.
///
/// In between the recorder opens its events on it. It stays in the tool's process
/// group, so that the terminal's Ctrl-C reaches it once, from the terminal, and
/// job control works as without the tool.
final class StartedProgram {
  let process: pid_t
  /// Becomes readable when the process ends.
  let endDescriptor: Int32
  private let file: String
  private let go: Pipe
  private let failure: Pipe
  private(set) var ending: ProgramEnding?

  /// Starts the process.
  ///
  /// - Parameters:
  ///   - file: What is executed.
  ///   - arguments: Its whole command line, its own name first.
  ///   - environment: All it gets.
  /// - Throws: `RecorderFailure` when no process can be made.
  init(
    file: String, arguments: [ProgramText], environment: ProgramEnvironment
  ) throws(RecorderFailure) {
    let go = try Pipe()
    let failure = try Pipe()
    let process = unsafe CStrings.with(arguments) { arguments in
      unsafe CStrings.with(environment.entries) { variables in
        unsafe stretto_start_stopped(
          file, arguments, variables, [go.reading, go.writing], failure.writing)
      }
    }
    guard process > 0 else {
      throw RecorderFailure("no process can be started (\(reason(-process)))")
    }
    go.closeReading()
    failure.closeWriting()
    self.process = process
    self.file = file
    self.go = go
    self.failure = failure
    endDescriptor = stretto_pidfd_open(process)
  }

  deinit {
    if endDescriptor >= 0 { close(endDescriptor) }
    // Never released: it leaves by itself, and is not left a zombie.
    go.closeWriting()
    if ending == nil { _ = waitpid(process, nil, WNOHANG) }
  }

  /// Lets the process execute the command.
  ///
  /// - Throws: `cannotExecute`, when exec failed.
  func release() throws(RecorderFailure) {
    var byte: UInt8 = 1
    _ = unsafe write(go.writing, &byte, 1)
    go.closeWriting()
    let bytes = failure.read(MemoryLayout<Int32>.size)
    guard bytes.count == MemoryLayout<Int32>.size else { return }
    let number = bytes.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (8 * $1.offset) }
    wait()
    let code = Int32(bitPattern: number)
    if code == ENOENT { throw RecorderFailure(missingInterpreterOf: file) }
    throw RecorderFailure(cannotExecute: file, code)
  }

  /// Whether the command has ended; does not wait.
  func hasEnded() -> Bool { collect(WNOHANG) }

  /// Waits until the command has ended.
  func wait() { _ = collect(0) }

  /// Passes a signal on; one that comes too late is nobody's.
  func send(_ signal: Int32) {
    if ending == nil { kill(process, signal) }
  }

  private func collect(_ options: Int32) -> Bool {
    guard ending == nil else { return true }
    var status: Int32 = 0
    var usage = rusage()
    var result: pid_t
    repeat {
      result = unsafe wait4(process, &status, options, &usage)
    } while result < 0 && errno == EINTR
    guard result != 0 else { return false }
    ending = ProgramEnding(
      waitStatus: result < 0 ? 0 : status, time: Clock.monotonic,
      cpu: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime))
    return true
  }
}

extension RecorderFailure {
  /// The kernel found the file, but not what it says it is run by.
  fileprivate init(missingInterpreterOf file: String) {
    self.init(
      "\(file): it cannot be executed, for what runs it (its #! line or loader) is not there",
      status: 126)
  }
}

/// How the command ended.
package struct ProgramEnding: Hashable, Sendable {
  /// Its own status, or 128 and the number of the signal that ended it.
  package var status: Int32
  /// The signal that ended it.
  package var signal: Int32?
  /// When the recorder learned of it; CLOCK_MONOTONIC.
  package var time: Int64
  /// Nanoseconds of CPU that it and the children it waited for took.
  package var cpu: Int64

  /// Reads a status as wait(2) gives it.
  init(waitStatus: Int32, time: Int64, cpu: Int64) {
    self.cpu = cpu
    let signal = waitStatus & 0x7f
    self.signal = signal == 0 ? nil : signal
    status = signal == 0 ? waitStatus >> 8 & 0xff : 128 + signal
    self.time = time
  }
}

private func nanoseconds(_ time: timeval) -> Int64 {
  Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1000
}
