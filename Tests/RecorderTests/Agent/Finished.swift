import Foundation

/// A command that has ended, and what it wrote.
///
/// It starts with no signal blocked: the threads of these tests block all of
/// them, and multiprocessing's fork server waits for SIGCHLD.
struct Finished {
  struct NotStarted: Error {
    var command: String
    var code: Int32
  }

  var output: String
  var errors: String
  /// As a shell says it: 128 and the signal's number.
  var status: Int32

  init(
    _ command: [String], environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    // Files, not pipes: a child that outlives the program must not be waited for.
    let scratch = Scratch()
    let process = try Self.start(command, environment, scratch)
    var ending: Int32 = 0
    while waitpid(process, &ending, 0) < 0, errno == EINTR {}
    output = try String(contentsOfFile: scratch.file("out"), encoding: .utf8)
    errors = try String(contentsOfFile: scratch.file("err"), encoding: .utf8)
    let signal = ending & 0x7f
    status = signal == 0 ? (ending >> 8) & 0xff : 128 + signal
  }

  private static func start(
    _ command: [String], _ environment: [String: String], _ scratch: Scratch
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, name) in [(Int32(1), "out"), (2, "err")] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, scratch.file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(
      &process, command[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw NotStarted(command: command[0], code: code) }
    return process
  }
}
