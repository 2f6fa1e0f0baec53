import Analysis
import TraceModel

extension DiffReport {
  /// The comparison of two traces as text: what changed first, then what makes it up.
  ///
  /// - Returns: Lines ending in a line feed each, none wider than the style
  ///   allows but for single words that are.
  package func text(_ style: Style = Style()) -> String {
    guard !diffs.isEmpty else {
      return style.wrapProse("No run of the first trace has a partner in the second.")
        .joined(separator: "\n") + "\n"
    }
    var blocks = diffs.map { RunDiffText(diff: $0, style: style).lines }
    if !notes.isEmpty { blocks.append(style.notes(notes)) }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }
}

/// What changed between two runs, as text.
struct RunDiffText {
  var diff: RunDiff
  var style: Style

  var lines: [String] {
    var blocks = [heading + [""] + summary]
    blocks += tables.map { lines($0.title, $0.table) }
    blocks.append(trust)
    return Array(blocks.joined(separator: [""]))
  }

  private var heading: [String] {
    style.wrapProse(title).map { style.apply(.strong, to: $0) }
  }

  /// Which model of which traces.
  var title: String {
    let (before, after) = (diff.before, diff.after)
    let models =
      before.model == after.model && before.slots == after.slots
      ? label(before) : "\(label(before)) -> \(label(after))"
    return "\(models): \(sanitised(before.trace)) -> \(sanitised(after.trace))"
  }

  private func label(_ run: RunAnalysis) -> String { run.model.label(slots: run.slots) }

  /// The difference, how sure it is, and what makes most of it.
  private var summary: [String] {
    sentences.flatMap { style.wrapProse($0, indent: 2) }
  }

  /// The same as whole sentences.
  var sentences: [String] {
    let times =
      "\(Quantity.duration(diff.before.makespan)) -> \(Quantity.duration(diff.after.makespan))"
    let size = Quantity.duration(Nanoseconds(Int64(clamping: diff.difference.count.magnitude)))
    var verdict = "\(times): no change in wall time."
    if diff.isCut {
      verdict = "\(times), but not all was recorded: these times are none to compare."
    } else if diff.difference != .zero {
      let ratio = Quantity.ratio(diff.speedup)
      verdict =
        "\(times): \(ratio)x as fast, \(size) \(diff.difference.count < 0 ? "less" : "more")."
    }
    return [
      verdict,
      "One run each, as recorded: chance is in the difference, and there is no interval. Six runs "
        + "of each, given with --baseline, have one.",
    ] + [changes, diff.part.map { "By the producer's own parts, \($0)." }].compactMap { $0 }
  }

  /// The buckets that changed most in the headline ledger.
  private var changes: String? {
    let rows = diff.headline.rows.filter { $0.difference != .zero }.prefix(3)
    guard !rows.isEmpty else { return nil }
    let parts = rows.map { "\($0.label) \(signed($0.difference))" }
    return "What changed most in \(capacity): \(parts.joined(separator: ", "))."
  }

  /// What the headline ledger splits.
  private var capacity: String {
    switch diff.resource {
    case .cores: "cores x wall time"
    case .slots: "slots x wall time"
    case .latency: "the wall time, along the critical path"
    }
  }

  /// The headline ledger, the path, span names, tasks and lanes, each with its title.
  var tables: [(title: String, table: DiffTable)] {
    var tables = [("where \(capacity) went", diff.headline)]
    if let path = diff.path, diff.resource != .latency {
      tables.append(("along the critical path", path))
    }
    tables += [
      ("self time by span name", diff.names), ("work and io by task key", diff.tasks),
      ("time inside spans by lane", diff.lanes),
    ]
    if let async = diff.asyncNames { tables.append(("self time of async spans", async)) }
    return tables
  }

  private func lines(_ title: String, _ table: DiffTable) -> [String] {
    let hasCounts = hasCounts(table)
    // Four numbers and their gaps stand beside the name.
    let room = max(style.width - (hasCounts ? 58 : 42), 16)
    let titles = ["before", "after", "difference"] + (hasCounts ? ["count"] : [])
    var layout = TextTable(
      columns: [.init(title: title)] + titles.map { .init(title: $0, alignment: .right) },
      itemsTitle: "", leastFirst: 28)
    layout.rows = rows(table).map { row in
      let texts = cells(row, of: table, columns: room) + (hasCounts ? [count(row)] : [])
      let emphasis = row == table.total ? Style.Emphasis.faint : .plain
      return TextTable.Row(
        cells: texts.map { TextTable.Cell(text: $0, emphasis: emphasis) }, items: [])
    }
    return layout.lines(style).map(\.trimmedEnd)
  }

  /// The rows, the folded ones, and what they add up to.
  func rows(_ table: DiffTable) -> [DiffRow] {
    table.rows + [table.other].compactMap { $0 } + [table.total]
  }

  func hasCounts(_ table: DiffTable) -> Bool { rows(table).contains { $0.countBefore != nil } }

  /// Name, before, after and difference of a row.
  func cells(_ row: DiffRow, of table: DiffTable, columns: Int) -> [String] {
    [
      row == table.total ? "= \(row.label)" : sanitised(row.label, columns: columns),
      Quantity.duration(row.before), Quantity.duration(row.after), signed(row.difference),
    ]
  }

  /// "12", or "12 -> 10" where it changed.
  func count(_ row: DiffRow) -> String {
    guard let before = row.countBefore, let after = row.countAfter else { return "" }
    return before == after ? "\(before)" : "\(before) -> \(after)"
  }

  private func signed(_ time: Nanoseconds) -> String {
    (time.count > 0 ? "+" : "") + Quantity.duration(time)
  }

  private var trust: [String] {
    TrustLine(runs: [diff.before, diff.after]).lines(style) + style.notes(remarks)
  }

  /// What a reader must know of the two runs.
  var remarks: [String] {
    let failures = diff.failures.map { "this does not hold although it must: \($0)" }
    let (before, after) = (diff.before.remarks, diff.after.remarks)
    return diff.notes + failures + before.filter(after.contains)
      + before.filter { !after.contains($0) }.map { "before: \($0)" }
      + after.filter { !before.contains($0) }.map { "after: \($0)" }
  }
}
