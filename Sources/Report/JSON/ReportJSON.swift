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
  static func document(
    runs: [JSONValue], comparison: JSONValue, advice: Advice
  ) -> JSONValue {
    .object([
      JSONMember("schema", .string(schema)),
      JSONMember("runs", .array(runs)),
      JSONMember("comparison", comparison),
      JSONMember("recommendation", advice.recommendationJSON),
    ])
  }

  /// A RUN with what the advice on it alone adds.
  static func json(_ run: RunAnalysis, _ advice: Advice) -> JSONValue {
    .object(run.members + advice.runMembers)
  }
}

extension ComparisonReport {
  /// The report as a `stretto.report/1` document.
  ///
  /// Of measured rounds one RUN per model, that of its median round; of traces every RUN.
  package var json: JSONValue {
    let advice = Advice(comparison: self)
    return ReportJSON.document(
      runs: models.flatMap { model in
        shown(of: model).map { index in
          var run = model.runs[index]
          run.trust.tracerOverhead =
            run.trust.tracerOverhead ?? comparison[model.model]?.tracerCost.map { $0.ratio - 1 }
          return ReportJSON.json(run, Advice(figuresOf: run))
        }
      },
      comparison: comparisonJSON(advice), advice: advice)
  }

  /// Where the runs of a model stand among those of the document.
  func shownRuns(of name: String) -> (runs: [Int], representative: Int?) {
    var position = 0
    for model in models {
      let indices = shown(of: model)
      if model.model == name {
        return (
          indices.indices.map { position + $0 },
          indices.firstIndex(of: model.representative).map { position + $0 }
        )
      }
      position += indices.count
    }
    return ([], nil)
  }

  /// The runs of a model that the document holds; indices into its own runs.
  private func shown(of model: ModelRuns) -> [Int] {
    model.runs.indices.filter { comparison.isTraced || $0 == model.representative }
  }
}

extension RunReport {
  /// The report as a `stretto.report/1` document: one RUN per run, no comparison.
  package var json: JSONValue {
    let advice = Advice(runs: self)
    // The advice on one run holds its figures: replaying its tasks again would cost as much.
    let figures = runs.count == 1 ? [advice] : runs.map { Advice(figuresOf: $0) }
    return ReportJSON.document(
      runs: zip(runs, figures).map(ReportJSON.json), comparison: .null, advice: advice)
  }
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
