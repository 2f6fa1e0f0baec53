import Analysis
import Comparison
import TraceModel

extension ViewWords {
  /// The words of single runs; run k of the report is run k of the document.
  package init(_ report: RunReport) {
    let advice = Advice(runs: report)
    let headline = report.headline
    if report.runs.count == 1, let run = report.runs.first {
      heading = RunHeading(run, label: report.label(of: 0)).items
      verdicts = RunAnswer(run).sentences.map { Verdict(text: $0, tone: .none, run: 0) }
      resource = run.headlineResource
      ideal = run.bounds == nil ? nil : run.headlineResource.ideal(for: run)
      notes = RunHeading.remarks(run) + report.notes
    } else {
      heading = report.headingItems
      verdicts = report.sentences.dropLast(headline == nil ? 0 : 1)
        .map { Verdict(text: $0, tone: .unsure) }
      self.headline = headline.map { $0.sentence(cores: report.runs.first?.cores ?? 1) } ?? ""
      resource = headline?.resource
      ideal = headline.flatMap { headline in
        report.runs.indices.first { report.label(of: $0) == headline.model }.flatMap {
          headline.isAssumed ? nil : headline.resource.ideal(for: report.runs[$0])
        }
      }
      let note = Progress.note(
        on: report.runs.map { ModelRuns(model: $0.model.rawValue, runs: [$0]) })
      notes = [note].compactMap { $0 } + report.notes + report.commonRemarks
    }
    recommendation = advice.recommendationText
    predictions = advice.predictionSentences.map { $0.joined(separator: ", ") }
    columnsNote = report.runs.count > 1 ? "all columns: the traced runs themselves." : ""
    trust = TrustLine(runs: report.runs).sentence
    table = report.runs.indices.map { report.row($0, of: resource) }
  }
}

extension RunReport {
  fileprivate func row(_ index: Int, of resource: Bounds.Resource?) -> ViewRow {
    let run = runs[index]
    let speedup = index == baseline ? 1 : run.speedup
    var row = ViewRow(
      ModelRuns(model: run.model.rawValue, runs: [run]), label: label(of: index), of: resource,
      wall: run.makespan, speedup: speedup, speedupText: Quantity.ratio(speedup),
      isBaseline: index == baseline)
    row.run = index
    return row
  }

  /// What stands above several runs.
  fileprivate var headingItems: [String] {
    guard let first = runs.first else { return [] }
    let tasks = Set(runs.map(\.tasks))
    let cores = Set(runs.map(\.coreCount))
    var items = [Quantity.count(runs.count, "run")]
    if tasks.count == 1 { items.append(Quantity.count(first.tasks, "task")) }
    if cores.count == 1 { items.append(first.coreCount) }
    return items
  }
}
