import Analysis
import Comparison
import TraceModel

extension RunReport {
  /// A table of the runs when there are several, then each run's figures.
  ///
  /// - Returns: Lines ending in a line feed each, none wider than the style
  ///   allows but for single words that are.
  package func text(_ style: Style = Style()) -> String {
    guard !runs.isEmpty else { return "No run: the traces hold nothing to report on.\n" }
    var blocks: [[String]] = []
    if runs.count > 1 { blocks += [overview(style), Advice(runs: self).text(style), trust(style)] }
    let company = RunText.Company(remarks: Set(commonRemarks), isLarge: runs.count > 3)
    for index in runs.indices {
      var text = RunText(run: runs[index], label: label(of: index), style: style)
      text.baseline = baseline(of: index)
      if runs.count > 1 { text.among = company }
      blocks.append(text.lines)
    }
    if runs.count == 1, !notes.isEmpty { blocks.append(style.notes(notes)) }
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(
      separator: "\n")
  }

  /// A row per run.
  var table: TextTable {
    var table = SpeedupTable.empty()
    let headline = headline
    for (index, run) in runs.enumerated() {
      let runs = ModelRuns(model: run.model.rawValue, runs: [run])
      let speedup = index == baseline ? 1 : run.speedup
      let (cells, items) = SpeedupTable.cells(runs, of: headline?.resource)
      let first: [TextTable.Cell] = [
        .init(text: label(of: index)),
        .init(text: Quantity.duration(run.makespan)),
        .init(text: Quantity.ratio(speedup)),
      ]
      table.rows.append(.init(cells: first + cells, items: items))
    }
    return table
  }

  /// What the table is, and what it is not.
  var sentences: [String] {
    var sentences = [differentWork, takenWork].compactMap { $0 }
    sentences += lead.map { sanitised($0, columns: 600) }
    sentences += [
      "\(runs.count) single runs: a speedup from one run each has no confidence interval; "
        + "six runs of each, or `stretto compare`, give one."
    ]
    if let baseline, runs[baseline].model != .sequential {
      sentences.append(
        "Speedups are against \(label(of: baseline)), which is no sequential run.")
    } else if runs.allSatisfy({ $0.speedup == nil }) {
      sentences.append("No sequential run is among them: no speedups (--baseline).")
    }
    if let headline, let cores = runs.first?.cores {
      sentences.append(headline.sentence(cores: cores))
    }
    return sentences
  }

  private func overview(_ style: Style) -> [String] {
    var lines = sentences.flatMap { style.wrapProse($0) }
    lines.append("")
    lines += table.lines(style)
    let note = Progress.note(on: runs.map { ModelRuns(model: $0.model.rawValue, runs: [$0]) })
    return lines + style.notes([note ?? ""] + notes)
  }

  /// How far all runs' figures can be trusted.
  private func trust(_ style: Style) -> [String] {
    TrustLine(runs: runs).lines(style) + style.notes(commonRemarks)
  }

  /// What the rows are shares of; without a speedup to go by, the last run decides.
  var headline: Headline? {
    let others = runs.indices.filter { $0 != baseline }.map { runs[$0] }
    let fastest = others.max { ($0.speedup ?? 0) < ($1.speedup ?? 0) }
    guard let run = fastest ?? runs.first, let index = runs.firstIndex(of: run) else { return nil }
    let speedup = index == baseline || differentWork != nil ? nil : run.speedup
    return Headline(run, model: label(of: index), speedup: speedup, all: runs)
  }
}
