import Analysis
import Comparison
import TraceModel

extension ComparisonReport {
  /// The report as a comment on a pull request: verdicts and table, the rest folded.
  package var markdown: String {
    var blocks: [[String]] = [["### " + Markdown.text(headingItems.joined(separator: ", "))]]
    blocks.append([verdictParagraph])
    blocks.append(tableLines)
    blocks.append(Advice(comparison: self).markdown)
    if let headline {
      blocks.append([
        Markdown.paragraph(([headline.sentence(cores: cores)] + source).joined(separator: " "))
      ])
    }
    blocks.append(Markdown.details("Ledgers of the median runs", ledgerLines))
    blocks.append(
      Markdown.details(
        "How far to trust this",
        Markdown.trust(trustLine, remarks)))
    return Markdown.document(blocks)
  }

  /// One sentence per model, those that decide something in bold.
  private var verdictParagraph: String {
    guard !sentences.isEmpty else {
      if let differentWork { return Markdown.paragraph(differentWork) }
      return "Only the baseline was run: there is nothing to compare."
    }
    return sentences.map { sentence in
      let text = Markdown.text(sentence.text)
      return sentence.emphasis == .good || sentence.emphasis == .bad ? "**\(text)**" : text
    }.joined(separator: " ")
  }

  private var tableLines: [String] {
    let table = table
    return Markdown.table(
      table.columns.map(\.title) + [table.itemsTitle], numeric: [3, 4, 5],
      table.rows.map { $0.cells.map(\.text) + [$0.items.joined(separator: ", ")] })
  }

  private var ledgerLines: [String] {
    models.compactMap { model in
      model.representativeRun.map { RunLedgers($0).markdown(model.label) }
    }.joined(separator: [""]).map { $0 }
  }
}

extension RunLedgers {
  /// The ledgers as a list under a name.
  func markdown(_ label: String) -> [String] {
    ["**\(Markdown.text(label))**", ""]
      + ledgers.map {
        "- \(Markdown.text($0.title)): \(Markdown.text($0.items.joined(separator: ", ")))"
      }
  }
}
