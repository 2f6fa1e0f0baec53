import Analysis
import TraceModel

/// What the page says in words: the sentences and cells of the text report, from the code that
/// prints them.
package struct ViewWords: Sendable {
  /// How a sentence stands out.
  enum Tone: String, Sendable {
    case pays, loses, none, unsure
  }

  struct Verdict: Sendable {
    var text: String
    var tone: Tone
    /// The run it is about, as an index into the document's runs; nil for several.
    var run: Int?
  }

  var heading: [String] = []
  var verdicts: [Verdict] = []
  var recommendation = ""
  var headline = ""
  /// What the rows split; nil where nothing was traced.
  var resource: Bounds.Resource?
  /// The best speedup that the binding resource allows; nil where that is not known.
  var ideal: Double?
  var columnsNote = ""
  var predictions: [String] = []
  var trust = ""
  var notes: [String] = []
  var table: [ViewRow] = []
}

extension ViewWords.Tone {
  /// The tone that a colour of the text stands for.
  init(_ emphasis: Style.Emphasis) {
    self =
      switch emphasis {
      case .good: .pays
      case .bad: .loses
      case .doubtful: .unsure
      case .plain, .strong, .faint: .none
      }
  }
}

extension Bounds.Resource {
  /// The best speedup that the resource allows a run; nil where that is not known.
  ///
  /// Cores allow as many times as there are cores, slots as many as there are slots with a task
  /// each, the longest chain the sequential time by its length.
  func ideal(for run: RunAnalysis) -> Double? {
    switch self {
    case .cores: return run.coresAreKnown ? Double(run.cores) : nil
    case .slots:
      let width = run.tasks > 0 ? min(run.slots, run.tasks) : run.slots
      return width > 0 ? Double(width) : nil
    case .latency:
      guard let sequential = run.sequentialTime, let span = run.span, span.count > 0 else {
        return nil
      }
      return Double(sequential.count) / Double(span.count)
    }
  }
}
