package import Analysis
package import TraceFile
import TraceModel

/// One run as the page draws it: its figures, and its states over time.
package struct ViewedRun: Sendable {
  /// How the report calls it.
  package var label: String
  package var analysis: RunAnalysis
  package var view: RunView
  /// Which of the traces holds it.
  package var file: Int

  package init(label: String, analysis: RunAnalysis, view: RunView, file: Int) {
    self.label = label
    self.analysis = analysis
    self.view = view
    self.file = file
  }
}

/// What the viewer's page is given: `stretto.view/1`.
///
/// Its meaning is written in Schema/stretto.view-1.schema.json. Keys may be added; a key that
/// changes its meaning makes a new version.
package struct ViewDocument: Sendable {
  package static let schema = "stretto.view/1"

  package var words: ViewWords
  package var runs: [ViewedRun]
  /// Whether lanes and bands have the detail that a page on this machine may have; a copy that is
  /// sealed into a trace has less.
  package var isComplete: Bool
  /// The `stretto.report/1` document; nil leaves it out.
  package var report: JSONValue?

  /// Notes in words every sum of a view that does not hold.
  package init(
    words: ViewWords, runs: [ViewedRun], isComplete: Bool = true, report: JSONValue? = nil
  ) {
    self.words = words
    self.runs = runs
    self.isComplete = isComplete
    self.report = report
    let failures = runs.flatMap { run in
      run.view.failedAssertions.map {
        "\(run.label): this does not hold although it must: \($0)"
      }
    }
    self.words.notes += failures.filter { !words.notes.contains($0) }
  }

  /// The document; the same runs always give the same bytes.
  ///
  /// O(stretches) in time and memory.
  package var json: JSONValue {
    .object(
      [
        JSONMember("schema", .string(Self.schema)),
        JSONMember("complete", .bool(isComplete)),
      ] + words.members + [
        JSONMember("runs", .array(runs.enumerated().map { $1.json(id: $0) })),
        JSONMember("report", report ?? .null),
      ])
  }

  /// A document that says in one sentence why there is none.
  package static func failure(_ sentence: String) -> JSONValue {
    .object([JSONMember("schema", .string(schema)), JSONMember("error", .string(sentence))])
  }
}
