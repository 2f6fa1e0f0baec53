import Foundation
import Testing

/// The floors of the architecture: a target imports only from floors below its own.
@Suite struct FloorTests {
  static let floors: [String: Int] = [
    "CClock": 0, "CRing": 0, "CThreadState": 0, "CZlib": 0, "CViewer": 0,
    "CPerf": 0, "CAgents": 0, "AgentLibraries": 0, "CElf": 0,
    "TraceModel": 1,
    "TraceFile": 2, "Statistics": 2, "ForeignTraces": 2,
    "Analysis": 3, "Stretto": 3, "Lint": 3, "Recorder": 3,
    "Comparison": 4, "Workloads": 4, "Prediction": 4,
    "Report": 5, "Rounds": 5, "ViewServer": 5,
    "StrettoCommand": 6,
  ]

  /// C shims may build on each other; nothing else on its own floor.
  static let sameFloor: Set<[String]> = [["CThreadState", "CRing"]]

  static let manifest = Result { try Manifest.load() }

  @Test func `every target of the manifest stands on a floor`() throws {
    // What builds, and programs and helpers of the tests, stand on no floor.
    let targets = try Self.manifest.get().targets.filter {
      !["plugin", "test"].contains($0.type) && !$0.path.hasPrefix("Tests/")
    }
    #expect(Set(targets.map(\.name)) == Set(Self.floors.keys))
  }

  @Test func `every dependency points downwards`() throws {
    for target in try Self.manifest.get().targets {
      guard let floor = Self.floors[target.name] else { continue }
      for name in target.dependencyNames {
        guard let below = Self.floors[name] else { continue }
        let allowed = below < floor || Self.sameFloor.contains([target.name, name])
        #expect(allowed, "\(target.name) (floor \(floor)) depends on \(name) (floor \(below))")
      }
    }
  }

  @Test func `recording and analysis never import each other`() throws {
    for (module, other) in [
      ("Analysis", "Stretto"), ("Stretto", "Analysis"), ("Analysis", "Recorder"),
      ("Recorder", "Analysis"),
    ] {
      for file in Repository.files(below: "Sources/\(module)", extensions: ["swift"]) {
        let imports = try Repository.lines(file).filter { $0.contains("import ") }
        #expect(!imports.contains { $0.hasSuffix("import \(other)") }, "\(file.path)")
      }
    }
  }

  @Test func `the public library reaches no package but its own floors`() throws {
    let manifest = try Self.manifest.get()
    var reached: Set<String> = []
    var open = ["Stretto"]
    while let name = open.popLast() {
      guard reached.insert(name).inserted else { continue }
      open += manifest.targets.first { $0.name == name }?.dependencyNames ?? []
    }
    #expect(
      reached == ["Stretto", "TraceFile", "TraceModel", "CClock", "CRing", "CThreadState", "CZlib"])
  }

  @Test(arguments: [
    "TraceModel", "TraceFile", "Statistics", "ForeignTraces", "Analysis", "Stretto", "Lint",
    "Comparison", "Prediction", "Report",
  ])
  func `no Foundation up to the report`(module: String) throws {
    for file in Repository.files(below: "Sources/\(module)", extensions: ["swift"]) {
      for line in try Repository.lines(file) {
        #expect(!(line.contains("import Foundation")), "\(file.path)")
      }
    }
  }

  @Test func `the argument parser is known to the command alone`() throws {
    for file in Repository.files(below: "Sources", extensions: ["swift"])
    where !file.path.contains("/StrettoCommand/") {
      #expect(!(try Repository.text(file).contains("import ArgumentParser")), "\(file.path)")
    }
  }
}

/// What `swift package dump-package` says of the targets.
struct Manifest {
  struct Target {
    var name: String
    var type: String
    var path: String
    var dependencyNames: [String]
  }
  var targets: [Target]

  struct Unreadable: Error { var reason: String }

  /// Runs the package manager with a scratch folder of its own: the usual one is
  /// locked while tests run.
  static func load() throws -> Manifest {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("stretto-manifest-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--package-path", Repository.root.path, "--scratch-path", scratch.path,
      "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard
      let object = try JSONSerialization.jsonObject(with: data) as? [String: Any],
      let targets = object["targets"] as? [[String: Any]]
    else { throw Unreadable(reason: "swift package dump-package printed no targets") }
    return Manifest(targets: targets.compactMap(target))
  }

  private static func target(_ object: [String: Any]) -> Target? {
    guard let name = object["name"] as? String, let type = object["type"] as? String else {
      return nil
    }
    let dependencies = object["dependencies"] as? [[String: Any]] ?? []
    let names = dependencies.flatMap { dependency in
      dependency.values.compactMap { ($0 as? [Any])?.first as? String }
    }
    let path = object["path"] as? String ?? ""
    return Target(name: name, type: type, path: path, dependencyNames: names)
  }
}
