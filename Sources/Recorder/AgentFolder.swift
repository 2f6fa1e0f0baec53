import Glibc
import TraceFile

/// The recorder's private folder, in memory where there is room: the agents and what they write.
///
/// It goes away when the command has ended. Processes that live on still load the agents from
/// it into what they start: then it stays, and a later recording removes it when they are gone,
/// as it does with those of recorders that were killed.
final class AgentFolder {
  /// Nil where it could not be made.
  private(set) var path: String?
  private(set) var variables: [String: String] = [:]
  /// Whether Pythons are to load the agent.
  private let recordsPython: Bool
  /// Why there are no agents although they were wanted.
  private(set) var problem: String?
  /// Where programs that trace themselves say so; nil where they cannot.
  private(set) var traces: String?
  /// Where processes tell of their interpreter locks; nil where they do not.
  private(set) var locks: String?
  /// Why they do not, although they were to.
  private(set) var lockProblem: String?
  /// Held as long as this process lives.
  private var lock: Int32 = -1

  init(_ options: RecorderOptions) {
    recordsPython = options.recordsPython
    for folder in Self.candidates(options.environment) where path == nil {
      StaleFolders.sweep(below: folder)
      path = Self.make(below: folder)
    }
    guard let path else {
      problem = "no private folder can be made in /dev/shm or /tmp (\(reason(errno)))"
      return
    }
    lock = StaleFolders.claim(path)
    announce(below: path)
    guard recordsPython else { return }
    do {
      let added = try AgentEnvironment.unpack(
        into: path, pythonPath: options.environment["PYTHONPATH"])
      variables.merge(added) { $1 }
    } catch {
      problem = "\(error)"
    }
    preload(options, below: path)
    let limit = "STRETTO_AGENT_LIMIT"
    variables[limit] = options.environment[limit] ?? "\(max(Self.leastRing, options.memory / 4))"
  }

  /// A process's own records have at least this room.
  private static let leastRing = 1 << 16

  /// Where the folder may be, the best first; the program may change its own folder, so all are
  /// absolute.
  static func candidates(_ environment: ProgramEnvironment) -> [String] {
    ["/dev/shm", environment["TMPDIR"] ?? "/tmp", "/tmp"].filter { $0.hasPrefix("/") }
  }

  deinit {
    remove(isUnused: false)
    if lock >= 0 { close(lock) }
  }

  /// Removes the folder, unless a process still uses it; nothing can be read from it any more.
  ///
  /// - Parameter isUnused: Whether that is known already.
  func remove(isUnused: Bool) {
    if let path, isUnused || !StaleFolders.isUsed(path) { StaleFolders.remove(path) }
    path = nil
  }

  /// Why Pythons are recorded without the agent, where they were to have it.
  var pythonProblem: String? { recordsPython ? problem : nil }

  /// Whether there are agents that Pythons load.
  var hasAgents: Bool { recordsPython && path != nil && problem == nil }

  private func announce(below path: String) {
    let folder = "\(path)/traces"
    guard unsafe mkdir(folder, 0o700) == 0 else { return }
    traces = folder
    variables[TraceAnnouncement.variable] = folder
  }

  private func preload(_ options: RecorderOptions, below path: String) {
    guard problem == nil, !options.isLight else { return }
    do {
      let added = try PreloadEnvironment.unpack(
        into: path, preload: options.environment["LD_PRELOAD"])
      variables.merge(added) { $1 }
      locks = PreloadEnvironment.ringFolder(in: path)
    } catch {
      lockProblem = "\(error)"
    }
  }

  func read() -> AgentRecords {
    guard let path, hasAgents else { return AgentRecords() }
    return AgentRecords.read(from: path)
  }

  private static func make(below folder: String) -> String? {
    var template = Array("\(folder)/stretto-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
