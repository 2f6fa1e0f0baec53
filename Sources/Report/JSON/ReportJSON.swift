import Analysis
import Comparison
package import TraceFile
import TraceModel

/// The one document format of reports: `stretto.report/1`.
///
/// Its meaning is written in Schema/stretto.report-1.schema.json. Keys may be
/// added; a key that changes its meaning makes a new version.
package enum ReportJSON {
  package static let schema = "stretto.report/1"

  /// A whole document.
  static func document(runs: [RunAnalysis], comparison: JSONValue) -> JSONValue {
    .object([
      JSONMember("schema", .string(schema)),
      JSONMember("runs", .array(runs.map(\.json))),
      JSONMember("comparison", comparison),
    ])
  }
}

extension ComparisonReport {
  /// The report as a `stretto.report/1` document: one RUN per model, that of its median round.
  package var json: JSONValue {
    ReportJSON.document(
      runs: models.compactMap(\.representativeRun).map { run in
        var run = run
        run.trust.tracerOverhead =
          comparison[run.model.rawValue]?.tracerCost.map { $0.ratio - 1 }
        return run
      },
      comparison: comparisonJSON)
  }
}

extension RunReport {
  /// The report as a `stretto.report/1` document: one RUN per run, no comparison.
  package var json: JSONValue { ReportJSON.document(runs: runs, comparison: .null) }
}

// Short forms for the encoders of this folder: nil is always null.
extension JSONValue {
  static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
  static func optional(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
  static func optional(_ value: Nanoseconds?) -> JSONValue {
    value.map { .integer($0.count) } ?? .null
  }
  static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
  static func time(_ value: Nanoseconds) -> JSONValue { .integer(value.count) }
}

extension Ledger {
  /// The buckets that hold time, in the order of the vocabulary.
  var json: JSONValue {
    .object(nonZero.map { JSONMember($0.bucket.word, .time($0.time)) })
  }
}
