import AgentLibraries
import Glibc

/// The library that tells of interpreter locks, on disk, and the environment that loads it.
enum PreloadEnvironment {
  /// Characters that the dynamic linker takes for something else in `LD_PRELOAD`.
  private static let special: Set<Character> = [" ", ":", "$", "\t", "\n"]

  /// The folder below the recorder's own where the processes write.
  static func ringFolder(in folder: String) -> String { "\(folder)/gil" }

  /// Unpacks the library into the recorder's folder.
  ///
  /// Behind what the command itself preloads: sanitizers ask to be the first.
  ///
  /// - Parameters:
  ///   - folder: The recorder's folder, an absolute path.
  ///   - preload: The command's own `LD_PRELOAD`.
  /// - Returns: The variables to set in the environment of the command.
  /// - Throws: `AgentError`; then no library is named in any variable, as the
  ///   dynamic linker of every program would complain about one that is not there.
  static func unpack(
    into folder: String, preload: String?
  ) throws(AgentError) -> [String: String] {
    let library = AgentLibrary.preload
    let path = "\(folder)/\(library.name)"
    guard !path.contains(where: special.contains), path.hasPrefix("/") else {
      throw AgentError(action: "preload \(path), for its name", code: EINVAL)
    }
    let rings = ringFolder(in: folder)
    guard unsafe mkdir(rings, 0o700) == 0 else {
      throw AgentError(action: "make the folder \(rings)", code: errno)
    }
    try library.unpack(to: path)
    let others = preload ?? ""
    return [
      "LD_PRELOAD": others.isEmpty ? path : "\(others):\(path)",
      "STRETTO_AGENT_GIL": rings,
    ]
  }
}
