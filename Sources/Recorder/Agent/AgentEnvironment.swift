internal import AgentLibraries
internal import CAgents
internal import Glibc

/// The agents on disk, and the environment that makes Pythons load them.
package enum AgentEnvironment {
  /// Unpacks the agents into `folder`, which must be the recorder's own (mode 0700), and makes
  /// `folder/ring`, where each process writes its file.
  ///
  /// - Parameters:
  ///   - folder: An empty folder that the recorder removes when it has read the files.
  ///   - pythonPath: The command's own `PYTHONPATH`, which stays behind the agent's; this
  ///     process's by default.
  /// - Returns: The variables to set in the environment of the command.
  /// - Throws: `AgentError` when a file cannot be written.
  package static func unpack(
    into folder: String, pythonPath: String? = inheritedPythonPath
  ) throws(AgentError) -> [String: String] {
    let python = "\(folder)/python"
    for path in [python, "\(python)/stretto_agent", "\(folder)/ring"] { try makeFolder(path) }
    for index in 0..<cagents_file_count() {
      try unsafe write(cagents_file_at(index), below: python)
    }
    let native = AgentLibrary.native
    try native.unpack(to: "\(python)/stretto_agent/\(native.name)")
    let rest = pythonPath ?? ""
    return [
      "PYTHONPATH": rest.isEmpty ? python : "\(python):\(rest)",
      "STRETTO_AGENT_RING": "\(folder)/ring",
    ]
  }

  /// `PYTHONPATH` as this process got it.
  package static var inheritedPythonPath: String? {
    unsafe getenv("PYTHONPATH").map { unsafe String(cString: $0) }
  }

  private static func makeFolder(_ path: String) throws(AgentError) {
    guard unsafe mkdir(path, 0o700) == 0 else {
      throw AgentError(action: "make the folder \(path)", code: errno)
    }
  }

  /// The bytes are constants of this program, of the length that they are listed with.
  private static func write(
    _ file: cagents_file, below folder: String
  ) throws(AgentError) {
    let path = unsafe "\(folder)/\(String(cString: file.path))"
    let action = "write \(path)"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw AgentError(action: action, code: errno) }
    defer { close(descriptor) }
    var written = 0
    while unsafe written < file.length {
      let count = unsafe Glibc.write(descriptor, file.bytes + written, file.length - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw AgentError(action: action, code: errno) }
      written += count
    }
  }
}
