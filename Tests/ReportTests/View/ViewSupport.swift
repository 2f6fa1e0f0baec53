import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

/// The document of trace files of this repository, made as the tool makes it.
struct ViewedTraces {
  var groups: RunGroups
  var views: [RunView]
  var files: [Int]
  var metadata: TraceMetadata?

  /// The paths lie below `traces/`.
  init(_ paths: [String], limits: ViewLimits = .full, file: String = #filePath) throws {
    var runs: [TracedRun] = []
    (views, files) = ([], [])
    for (place, path) in paths.enumerated() {
      let trace = try TraceReader.read(path: packageFolder(of: file) + "/traces/\(path)")
      // Against the file's own sequential run, as the tool does.
      let alone = try analyse(trace)
      let baseline = alone.first { $0.model == .sequential }
      let analyses = try analyse(trace, baseline: baseline)
      runs += analyses.map { TracedRun($0) }
      views += try runViews(of: trace, analyses, limits: limits)
      files += analyses.map { _ in place }
      if paths.count == 1 { metadata = trace.metadata }
    }
    groups = try RunGroups(runs)
  }

  var document: ViewDocument {
    ViewDocument(groups, views: views, files: files, metadata: metadata)
  }

  /// Without what a comparison sealed into the file.
  var unsealed: ViewDocument { ViewDocument(groups, views: views, files: files) }
}

extension JSONValue {
  /// The document as a page gets it, its report left out: that has a schema of its own.
  func withoutReport() throws -> JSONValue {
    let parsed = try JSONValue(parsing: encoded())
    return .object(
      (parsed.members ?? []).map {
        $0.key == "report" ? JSONMember("report", .null) : $0
      })
  }

  /// An array of integers.
  var integers: [Int64] { (elements ?? []).compactMap(\.integer) }

  /// The same with a member put in the place of its like.
  func replacing(_ key: String, with value: JSONValue) -> JSONValue {
    .object((members ?? []).map { $0.key == key ? JSONMember(key, value) : $0 })
  }
}
