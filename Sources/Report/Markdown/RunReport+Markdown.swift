import Analysis
import TraceModel

extension RunReport {
  /// The report as a comment on a pull request: the answer of each run, its figures folded.
  package var markdown: String {
    guard !runs.isEmpty else { return "No run: the traces hold nothing to report on.\n" }
    var blocks: [[String]] = []
    if runs.count > 1 {
      let table = table
      blocks.append(["### \(runs.count) runs"])
      blocks.append(
        Markdown.table(
          table.columns.map(\.title) + [table.itemsTitle], numeric: [3, 4, 5],
          table.rows.map { $0.cells.map(\.text) + [$0.items.joined(separator: ", ")] }))
      blocks.append(
        Markdown.list(sentences + (notes + commonRemarks).map { sanitised($0, columns: 400) }))
    }
    for index in runs.indices { blocks += section(index) }
    blocks.append(Advice(runs: self).markdown)
    return Markdown.document(blocks)
  }

  private func section(_ index: Int) -> [[String]] {
    let run = runs[index]
    let heading = RunHeading(run, label: label(of: index))
    var blocks = [["### " + Markdown.text(heading.items.joined(separator: ", "))]]
    blocks += RunAnswer(run).sentences.enumerated().map { index, sentence in
      [index == 0 ? "**\(Markdown.text(sentence))**" : Markdown.paragraph(sentence)]
    }
    blocks.append(
      Markdown.table(
        ["figure", "value", "meaning"], numeric: [1],
        RunFigures(run, baseline: baseline(of: index)).rows.map { [$0.name, $0.value, $0.clause] }))
    let details = RunDetails(run).lines.map { $0.joined(separator: ", ") }
    blocks.append(
      Markdown.details(
        "Ledgers and details",
        Array(RunLedgers(run).markdown("where the capacity went").dropFirst(2))
          + Markdown.list(details)))
    blocks.append(
      Markdown.details(
        "How far to trust this",
        Markdown.trust(
          TrustLine(runs: [run]), RunHeading.remarks(run).filter { !commonRemarks.contains($0) })))
    return blocks
  }
}
