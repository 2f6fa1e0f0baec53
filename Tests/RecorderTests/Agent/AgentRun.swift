import Foundation
import TraceModel

@testable import Recorder

/// A program that ran under the agent, and what the agent said.
struct AgentRun {
  var finished: Finished
  var records: AgentRecords
  /// Names in the folder of the rings, before it was removed.
  var rings: [String]

  /// Runs the interpreter's command line with the agent around it.
  init(
    _ python: FoundPython, _ arguments: [String], adding more: [String: String] = [:]
  ) throws {
    let folder = try Self.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
    let added = try AgentEnvironment.unpack(
      into: folder, pythonPath: environment["PYTHONPATH"])
    environment.merge(added) { $1 }
    environment.merge(more.filter { $0.key != "PYTHONPATH" }) { $1 }
    finished = try Finished([python.path] + arguments, environment: environment)
    rings = try FileManager.default.contentsOfDirectory(atPath: folder + "/ring")
    records = AgentRecords.read(from: folder)
  }

  /// Runs one of the programs beside the tests, with the packages that some of them import.
  init(
    _ python: FoundPython, program: String, adding more: [String: String] = [:]
  ) throws {
    let variables = try Self.variables(program, python).merging(more) { $1 }
    try self.init(python, try Self.arguments(program), adding: variables)
  }

  /// Where the program finds its packages; nothing for one that needs none.
  ///
  /// - Throws: `Packages.Missing`.
  static func variables(_ program: String, _ python: FoundPython) throws -> [String: String] {
    let name = program.split(separator: " ").first.map(String.init) ?? program
    guard importing.contains(name) else { return [:] }
    return ["PYTHONPATH": try Packages.folder(for: python)]
  }

  /// The programs that import more than the standard library.
  static let importing: Set<String> = [
    "fetch_aiohttp.py", "fetch_both.py", "fetch_httpx.py", "fetch_requests.py", "greenlets.py",
    "joblib_calls.py", "trio_tasks.py", "uv_tasks.py",
  ]

  /// The program's path, its arguments, and for those that fetch the server's port.
  static func arguments(_ program: String) throws -> [String] {
    let words = program.split(separator: " ").map(String.init)
    let port = words[0].hasPrefix("fetch") ? [String(try LoopbackServer.port.get())] : []
    return ["-B", Programs.path(words[0])] + words.dropFirst() + port
  }

  static func privateFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stretto-agent-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return folder
  }

  /// Every event of every process.
  var events: [AgentEvent] { records.processes.flatMap(\.events) }

  var spans: [AgentSpan] {
    events.compactMap { if case .span(let span) = $0.kind { span } else { nil } }
  }

  /// Bodies on threads, and tasks of loops.
  var tasks: [AgentSpan] {
    spans.filter { $0.category == .task }
      + events.compactMap { if case .asyncTask(let span) = $0.kind { span } else { nil } }
  }

  var asyncWaits: [AgentSpan] {
    events.compactMap { if case .asyncWait(let span) = $0.kind { span } else { nil } }
  }

  /// The identities of the tails and of the heads of a kind of arrow, in some order.
  func arrows(_ wanted: AgentEvent.Flow) -> (tails: [ArrowID], heads: [ArrowID]) {
    var tails: [ArrowID] = []
    var heads: [ArrowID] = []
    for event in events {
      switch event.kind {
      case .flowStart(let flow, let id, _) where flow == wanted: tails.append(id)
      case .flowEnd(let flow, let id, _) where flow == wanted: heads.append(id)
      default: break
      }
    }
    return (tails.sorted { "\($0)" < "\($1)" }, heads.sorted { "\($0)" < "\($1)" })
  }
}
