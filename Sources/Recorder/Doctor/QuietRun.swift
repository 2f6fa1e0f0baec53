import CPerf
import Glibc

/// Runs a program out of sight, for what it prints.
enum QuietRun {
  struct Ending {
    var process: Int32
    var status: Int32
    var output: String
    var errors: String

    /// The last line on standard error, which in most programs says what went wrong.
    var complaint: String? { errors.split(separator: "\n").last.map(String.init) }
  }

  /// Milliseconds that a program is given.
  private static let patience: Int32 = 60_000

  /// Runs a program to its end; one that takes too long is killed.
  ///
  /// What it prints goes through two files in `folder`. Nil where it cannot be started.
  static func run(
    _ file: String, _ arguments: [String], environment: ProgramEnvironment, in folder: String
  ) -> Ending? {
    let (output, errors) = ("\(folder)/output", "\(folder)/errors")
    guard let process = start(file, arguments, environment, output, errors) else { return nil }
    let end = stretto_pidfd_open(process)
    if end >= 0 {
      var entry = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&entry, 1, patience) == 0 { kill(process, SIGKILL) }
      close(end)
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Ending(
      process: process, status: ProgramEnding(waitStatus: status, time: 0, cpu: 0).status,
      output: KernelFile.text(output) ?? "", errors: KernelFile.text(errors) ?? "")
  }

  private static func start(
    _ file: String, _ arguments: [String], _ environment: ProgramEnvironment, _ output: String,
    _ errors: String
  ) -> Int32? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, flags, 0o600)
    var process = pid_t()
    let status = unsafe CStrings.with(([file] + arguments).map { ProgramText($0) }) { arguments in
      unsafe CStrings.with(environment.entries) { variables in
        unsafe posix_spawn(&process, file, &actions, nil, arguments, variables)
      }
    }
    return status == 0 ? process : nil
  }
}
