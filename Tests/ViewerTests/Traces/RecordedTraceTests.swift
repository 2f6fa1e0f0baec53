import Foundation
import Testing
import ViewerCheck

extension Viewers {
  /// The traces that the project ships, and any that `STRETTO_TRACES` names, separated by colons.
  @Suite(.serialized) struct RecordedTraceTests {
    @Test func `every recorded trace opens without a warning`() async throws {
      let paths = try recordedTraces()
      try #require(!paths.isEmpty, "there is no trace in traces/ and STRETTO_TRACES names none")
      for problem in try await ViewerCheck.problems(in: paths) { Issue.record("\(problem)") }
    }

    private func recordedTraces() throws -> [String] {
      if let list = ProcessInfo.processInfo.environment["STRETTO_TRACES"] {
        return list.split(separator: ":").map(String.init)
      }
      let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("traces")
      let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      // What other tools wrote is as it is.
      let ours = (files ?? []).filter { $0.hasSuffix(".json.gz") && !$0.hasPrefix("foreign/") }
      return ours.sorted().map {
        folder.appendingPathComponent($0).path
      }
    }
  }
}
