import Foundation
import Testing

/// `stretto doctor` as different users, who are allowed different things.
///
/// What it says must be what a recording by the same user then holds, whatever this machine allows.
@Suite(.serialized) struct DoctorTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// The document of schema stretto.doctor/1.
  struct Document: Decodable {
    struct Check: Decodable {
      var id: String
      var title: String
      var outcome: String
      var found: String
      var cost: String?
      var remedies: [String]
    }
    struct Python: Decodable {
      var path: String
      var version: String
      var tasks: Bool
      var lock: Bool
      var problem: String?
    }
    var schema: String
    var works: Bool
    var verdict: String
    var capabilities: [String]
    var checks: [Check]
    var pythons: [Python]

    func outcome(_ id: String) -> String? { checks.first { $0.id == id }?.outcome }
  }

  /// Programs through which the tool is started, which take rights away.
  enum User: String, CaseIterable {
    case plain, nobody, refused

    /// The words before the tool's own command line.
    func wrapper(_ scratch: ScratchFolder) throws -> [String] {
      switch self {
      case .plain: return []
      case .nobody:
        guard geteuid() == 0 else { return [] }
        return [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all",
          "--inh-caps=-all", "--no-new-privs",
        ]
      case .refused:
        return try RefusedEvents.wrapper(scratch)
      }
    }
  }

  /// Runs the tool as that user, in a folder that anybody may write to.
  private func run(_ user: User, _ arguments: [String]) throws -> Tool.Ending {
    let tool = scratch.path("stretto")
    if !FileManager.default.fileExists(atPath: tool) {
      // By another process: a file that this one has open for writing is also open in a child
      // that another test starts at the same time, and cannot be executed meanwhile.
      let copying = try Tool.start(["cp", Tool.path, tool], in: scratch.url, path: "/usr/bin/env")
      #expect(copying.wait().status == 0)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o777], ofItemAtPath: scratch.url.path)
    }
    let words = try user.wrapper(scratch) + [tool] + arguments
    return try Tool.start(words, in: scratch.url, path: "/usr/bin/env").wait()
  }

  @Test(arguments: User.allCases)
  func `what it says is what a recording then holds, and the exit status says whether`(
    user: User
  ) throws {
    let ending = try run(user, ["doctor", "--format", "json"])
    let document = try JSONDecoder().decode(Document.self, from: Data(ending.output.utf8))
    #expect(document.schema == "stretto.doctor/1")
    #expect(ending.status == (document.works ? 0 : 3), "\(ending)")
    #expect(ending.errors.isEmpty, "\(ending.errors)")
    let recording = try run(user, ["record", "-o", "t.json.gz", "--", "sleep", "0.1"])
    #expect(recording.status == 0, "\(recording)")
    let hasStates = recording.errors.contains("thread states")
    #expect((document.outcome("timeline") == "yes") == document.capabilities.contains("sched"))
    if document.outcome("timeline") == "yes" { #expect(hasStates) }
    // Those who may not look into the kernel are told so.
    #expect(
      (document.outcome("blocking") == "yes" && document.outcome("symbols") == "yes")
        == document.capabilities.contains("wait-reasons"))
    #expect((document.outcome("wake-ups") == "yes") == document.capabilities.contains("wake-ups"))
  }

  @Test func `JSON has the keys that the schema requires, and no others`() throws {
    typealias Members = [String: Any]
    let schemaFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(
        "../../Sources/StrettoCommand/Doctor/Schema/stretto.doctor-1.schema.json")
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: schemaFile)) as? Members)
    let parts = try #require(schema["$defs"] as? [String: Members])
    let output = try run(.plain, ["doctor", "--format", "json"]).output
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(output.utf8)) as? Members)
    #expect(document["schema"] as? String == schema["$id"] as? String)
    for (value, rules) in [
      (document, schema), ((document["checks"] as? [Members])?.first, parts["check"]),
      ((document["pythons"] as? [Members])?.first, parts["python"]),
      (document["trial"] as? Members, parts["trial"]),
    ] {
      let keys = Set(try #require(value).keys)
      #expect(keys == Set(try #require(rules?["required"] as? [String])))
      #expect(keys == Set(try #require(rules?["properties"] as? Members).keys))
    }
  }

  @Test(arguments: User.allCases)
  func `whatever is missing has a cost, and a way to have it`(user: User) throws {
    let ending = try run(user, ["doctor", "--format", "json"])
    let document = try JSONDecoder().decode(Document.self, from: Data(ending.output.utf8))
    #expect(document.checks.count >= 8)
    #expect(Set(document.checks.map(\.id)).count == document.checks.count)
    for check in document.checks {
      #expect(["yes", "partly", "no"].contains(check.outcome))
      #expect(!check.found.isEmpty)
      guard check.outcome != "yes" else { continue }
      #expect(check.cost?.isEmpty == false, "\(check.id)")
      // Few CPUs need no system-wide events.
      if check.id != "everyone" { #expect(!check.remedies.isEmpty, "\(check.id)") }
    }
    #expect(document.pythons.contains { $0.tasks }, "a Python is here: the tests need one")
  }

  @Test func `a kernel that refuses perf_event_open: what grants it, and tasks all the same`()
    throws
  {
    let ending = try run(.refused, ["doctor"])
    #expect(ending.status == 0, "\(ending)")
    #expect(ending.output.contains("no      thread states"))
    #expect(ending.output.contains("Operation not permitted"))
    #expect(ending.output.contains("--cap-add PERFMON"))
    #expect(ending.output.contains("perf_event_paranoid"))
    #expect(!ending.output.contains("here: thread states,"))
  }

  @Test func `the text keeps within a hundred columns, and leaves nothing behind`() throws {
    let ending = try run(.plain, ["doctor"])
    #expect(ending.output.hasPrefix("stretto doctor: programs can be recorded here"))
    for line in ending.output.split(separator: "\n") {
      // A path or a command is not broken.
      #expect(line.count <= 100 || !line.dropFirst(32).contains(" "), "\(line)")
    }
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path))
    #expect(left == ["stretto"])
  }

  @Test func `an unknown format is status 2`() throws {
    #expect(try run(.plain, ["doctor", "--format", "xml"]).status == 2)
  }
}
