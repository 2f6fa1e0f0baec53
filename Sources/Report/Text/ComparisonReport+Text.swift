import Analysis
import Comparison
import Statistics
import TraceModel

extension ComparisonReport {
  /// The report as text: verdict first, then the table, then how far to trust it.
  ///
  /// - Returns: Lines ending in a line feed each, none wider than the style
  ///   allows but for single words that are.
  package func text(_ style: Style = Style()) -> String {
    let advice = Advice(comparison: self)
    var blocks = [differentWork.map { style.wrapProse($0) } ?? [], heading(style)]
    blocks += [verdicts(style), advice.recommendationLines(style)]
    if let headline { blocks.append(style.wrapProse(headline.sentence(cores: cores), indent: 2)) }
    blocks.append(table.lines(style) + (legend + source).flatMap { style.wrapProse($0, indent: 2) })
    blocks.append(advice.predictionLines(style) + trust(style) + remarks(style))
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private func heading(_ style: Style) -> [String] {
    style.wrap(headingItems, separator: ", ").map { style.apply(.strong, to: $0) }
  }

  /// What was measured, on how many cores, and how often.
  var headingItems: [String] {
    let what =
      differentWork != nil
      ? "several workloads"
      : workload.map { "\(sanitised($0)) x \(tasks)" } ?? Quantity.count(tasks, "task")
    let isKnown = models.allSatisfy { $0.runs.allSatisfy(\.coresAreKnown) }
    var items = ["\(what) on \(isKnown ? "" : "at least ")\(Quantity.count(cores, "core"))"]
    if let free = comparison.freeCores {
      items[0] +=
        " (\(Quantity.fixed(free.median, 2)) free, "
        + "\(Quantity.fixed(free.minimum, 2))-\(Quantity.fixed(free.maximum, 2)))"
    }
    items += facts.map { sanitised($0, columns: 60) }
    return items + [measurement]
  }

  /// "12 rounds", or how many traced runs there were.
  private var measurement: String {
    if comparison.isPaired {
      return Quantity.count(comparison.rounds, "round") + (comparison.isTraced ? ", traced" : "")
    }
    let counts = comparison.models.compactMap(\.wall?.count)
    guard let least = counts.min(), let most = counts.max() else { return "no run" }
    return (least == most ? "\(least)" : "\(least) to \(most)") + " traced runs each, no rounds"
  }

  /// One sentence per model, the fastest first; none where only the baseline was run, or other
  /// work.
  var sentences: [VerdictSentence] {
    var hasPaying = false
    return judgedModels.map { model in
      defer { hasPaying = hasPaying || model.verdict == .faster }
      return VerdictSentence(
        model, of: runs(of: model.model), over: baselineSubject, control: comparison.control,
        afterPaying: hasPaying)
    }
  }

  /// The models that the sentences are about, in their order.
  var judgedModels: [ModelComparison] {
    guard differentWork == nil else { return [] }
    return comparison.models.filter { !$0.isBaseline }
      .sorted { ($0.speedup?.ratio ?? 0) > ($1.speedup?.ratio ?? 0) }
  }

  /// What the larger losses of the table are, for someone who reads their names the first time.
  var legend: [String] {
    guard let resource = headline?.resource else { return [] }
    var largest: [CapacityShares.Part: Double] = [:]
    for model in models where model.model != comparison.baseline {
      for (part, share) in CapacityShares(model, of: resource)?.shares ?? [:] where !part.isUseful {
        largest[part] = max(largest[part] ?? 0, share)
      }
    }
    let shown = largest.filter { $0.value >= 0.05 }.sorted {
      (-$0.value, $0.key.label) < (-$1.value, $1.key.label)
    }.prefix(3)
    guard !shown.isEmpty else { return [] }
    let runs = models.filter { $0.model != comparison.baseline }.flatMap(\.runs)
    let items = shown.map { "\($0.key.label): \($0.key.meaning(in: runs, of: resource))" }
    return [items.joined(separator: "; ") + "."]
  }

  /// Which columns were measured without tracing; nothing where all times are of traced runs.
  var source: [String] {
    guard !comparison.isTraced, headline != nil else { return [] }
    return ["wall and speedup: untraced runs; the other columns: traced ones."]
  }

  private func verdicts(_ style: Style) -> [String] {
    let sentences = sentences
    guard !sentences.isEmpty else {
      if differentWork != nil { return [] }
      return style.wrapProse("Only the baseline was run: there is nothing to compare.", indent: 2)
    }
    // Wrapped before it is coloured, so that escapes do not count as columns.
    let lines = style.wrap(sentences.map(\.text), separator: "  ", indent: 2)
      .flatMap { displayWidth(of: $0) > style.width ? style.wrapProse($0, indent: 2) : [$0] }
    guard style.usesColour else { return lines }
    return lines.map { line in
      sentences.reduce(line) { $0.replacing($1.text, with: style.apply($1.emphasis, to: $1.text)) }
    }
  }

  /// What the others are measured against in a sentence; nil for a sequential baseline, against
  /// which a model pays or not.
  private var baselineSubject: String? {
    let baseline = runs(of: comparison.baseline)
    guard baseline.executionModel != .sequential else { return nil }
    let isAmongOthers = comparison.models.contains {
      !$0.isBaseline && runs(of: $0.model).executionModel == baseline.executionModel
    }
    return isAmongOthers ? "the baseline" : baseline.label
  }
}

extension WorkloadComparison {
  /// Whether the times are those of traced runs.
  var isTraced: Bool { timing == .traced }
}
