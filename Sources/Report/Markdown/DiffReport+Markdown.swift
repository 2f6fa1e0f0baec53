import Analysis
import TraceModel

extension DiffReport {
  /// The comparison of two traces as a comment on a pull request.
  package var markdown: String {
    guard !diffs.isEmpty else {
      return "No run of the first trace has a partner in the second.\n"
    }
    var blocks = diffs.flatMap { RunDiffText(diff: $0, style: Style()).markdown }
    blocks.append(Markdown.list(notes.map { sanitised($0, columns: 400) }))
    return Markdown.document(blocks)
  }
}

extension RunDiffText {
  /// Heading, verdict, the headline ledger, and the other tables folded.
  fileprivate var markdown: [[String]] {
    var blocks = [["### " + Markdown.text(title)]]
    blocks += sentences.enumerated().map { index, sentence in
      [index == 0 ? "**\(Markdown.text(sentence))**" : Markdown.paragraph(sentence)]
    }
    let tables = tables
    blocks += tables.prefix(1).map { markdown($0.title, $0.table) }
    blocks += tables.dropFirst().map { entry in
      Markdown.details(entry.title, markdown(entry.title, entry.table))
    }
    blocks.append(
      Markdown.details(
        "How far to trust this",
        Markdown.trust(TrustLine(runs: [diff.before, diff.after]), remarks)))
    return blocks
  }

  private func markdown(_ title: String, _ table: DiffTable) -> [String] {
    let hasCounts = hasCounts(table)
    return Markdown.table(
      [title, "before", "after", "difference"] + (hasCounts ? ["count"] : []),
      numeric: [1, 2, 3, 4],
      rows(table).map { row in
        cells(row, of: table, columns: 60) + (hasCounts ? [count(row)] : [])
      })
  }
}
