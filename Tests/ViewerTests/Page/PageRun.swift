import Foundation
import ViewerCheck

/// All scenarios of the page, run once in one browser for all the tests that ask.
actor PageRun {
  static let shared = PageRun()

  private var run: Task<[String: PageFacts], any Error>?

  /// What the scenario found; throws why none could be run.
  func facts(of scenario: PageScenario) async throws -> PageFacts? {
    let run = run ?? Task { try await PageRun.all() }
    self.run = run
    return try await run.value[scenario.rawValue]
  }

  private static func all() async throws -> [String: PageFacts] {
    let found = try await ViewerCheck.page(
      stretto: try Repository.built("stretto"), screenshots: screenshots)
    return Dictionary(found.map { ($0.scenario, $0) }) { first, _ in first }
  }

  /// Where pictures go: the folder that the environment names, or one beside the build.
  private static var screenshots: String {
    ProcessInfo.processInfo.environment["STRETTO_SCREENSHOTS"]
      ?? Repository.path(".build/screenshots")
  }
}

/// Files of the repository and of its build.
enum Repository {
  static func path(_ name: String) -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent(name).path
  }

  /// A program of this package: `swift test` builds it into the folder of the test bundle.
  static func built(_ name: String) throws -> String {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder = bundle?.deletingLastPathComponent() ?? Bundle.main.bundleURL
    let path = folder.appendingPathComponent(name).path
    guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
    return path
  }

  struct NotBuilt: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path) is not built: run `swift build` first" }
  }
}
