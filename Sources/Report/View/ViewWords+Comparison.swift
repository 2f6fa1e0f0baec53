import Analysis
import Comparison
import TraceModel

extension ViewWords {
  /// The words of a comparison.
  ///
  /// - Parameters:
  ///   - report: What was measured, and the traced runs by model.
  ///   - runs: Where each model's representative run stands among the document's runs.
  package init(_ report: ComparisonReport, runs: [String: Int]) {
    let advice = Advice(comparison: report)
    let headline = report.headline
    heading = report.headingItems
    verdicts = report.differentWork.map { [Verdict(text: $0, tone: .unsure)] } ?? []
    verdicts += zip(report.sentences, report.judgedModels).map { sentence, model in
      Verdict(text: sentence.text, tone: Tone(sentence.emphasis), run: runs[model.model])
    }
    recommendation = advice.recommendationText
    self.headline = headline?.sentence(cores: report.cores) ?? ""
    resource = headline?.resource
    ideal = headline.flatMap { headline in
      report.runs(of: headline.model).representativeRun
        .flatMap { headline.isAssumed ? nil : headline.resource.ideal(for: $0) }
    }
    columnsNote = report.source.joined(separator: " ")
    predictions = advice.predictionSentences.map { $0.joined(separator: ", ") }
    trust = report.trustLine.sentence
    notes = report.remarks
    table = report.comparison.models.map { model in
      var row = ViewRow(
        report.runs(of: model.model), label: report.runs(of: model.model).label,
        of: headline?.resource, wall: (model.wall?.medianNanoseconds).map { Nanoseconds($0) },
        speedup: model.isBaseline ? (model.wall == nil ? nil : 1) : model.speedup?.ratio,
        speedupText: report.speedupText(model), isBaseline: model.isBaseline)
      row.run = runs[model.model]
      return row
    }
  }
}
