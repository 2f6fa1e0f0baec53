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
        Markdown.list(sentences + notes.map { sanitised($0, columns: 400) }))
    } else {
      blocks.append(
        Markdown.list(notes.map { sanitised($0, columns: 400) }))
    }
    let advice = Advice(runs: self).markdown
    if runs.count > 1 {
      blocks.append(advice)
      blocks.append(
        Markdown.details(
          "How far to trust this", Markdown.trust(TrustLine(runs: runs), commonRemarks)))
    }
    for index in runs.indices { blocks += section(index, advice: runs.count > 1 ? [] : advice) }
    return Markdown.document(blocks)
  }

  private func section(_ index: Int, advice: [String]) -> [[String]] {
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
    blocks.append(advice)
    let remarks = RunHeading.remarks(run)
    blocks.append(
      Markdown.details(
        "How far to trust this",
        runs.count == 1
          ? Markdown.trust(TrustLine(runs: [run]), remarks)
          : Markdown.list(
            remarks.filter { !commonRemarks.contains($0) }.map { sanitised($0, columns: 400) })))
    return blocks
  }
}
