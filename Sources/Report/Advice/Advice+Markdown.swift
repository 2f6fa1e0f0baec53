import Analysis
import Prediction

extension Advice {
  /// The same as Markdown: a paragraph, a list of predictions, a table of rungs.
  ///
  /// Names are sanitised; nothing in them can end a cell.
  package var markdown: [String] {
    var lines: [String] = []
    if !recommendationText.isEmpty {
      lines += ["**Recommendation.** \(escaped([recommendationText]))", ""]
    }
    for sentence in predictionSentences { lines.append("- " + escaped(sentence)) }
    if !predictionSentences.isEmpty { lines.append("") }
    if let ladder {
      lines += ["| what if, one after the other | makespan | saves |", "|---|---:|---:|"]
      lines.append("| as measured | \(Quantity.duration(ladder.makespan)) | |")
      for rung in ladder.rungs {
        lines.append(
          "| \(rung.step.words) | \(Quantity.duration(rung.makespan)) "
            + "| \(Quantity.duration(rung.gain)) |")
      }
      lines.append("")
    }
    for fit in scaling { lines.append("- " + escaped([fit.sentence])) }
    return lines
  }

  private func escaped(_ items: [String]) -> String {
    Markdown.text(items.joined(separator: ", "))
  }
}
