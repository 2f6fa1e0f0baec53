import Analysis
import TraceModel

/// The figures of one run as text.
struct RunText {
  var run: RunAnalysis
  /// How the run is called; by default its model and width.
  var label: String
  var style: Style
  var baseline = RunFigures.Baseline.sequential
  /// What is said of all runs together, and not here again; nil for a run alone.
  var among: Company?

  /// The other runs of the report.
  struct Company {
    /// Notes that every run has.
    var remarks: Set<String>
    /// Whether there are so many that each is told in short.
    var isLarge: Bool
  }

  init(run: RunAnalysis, label: String? = nil, style: Style) {
    self.run = run
    self.label = label ?? run.model.label(slots: run.slots)
    self.style = style
  }

  var lines: [String] {
    let isShort = among?.isLarge ?? false
    let blocks = [
      heading + answer, isShort ? [] : figures,
      (isShort ? inShort : []) + ledgers + details, advice, trust,
    ]
    return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private var heading: [String] {
    style.wrap(RunHeading(run, label: label).items, separator: ", ")
      .map { style.apply(.strong, to: $0) }
  }

  /// Where the capacity went, in words.
  private var answer: [String] {
    RunAnswer(run).sentences.flatMap { style.wrapProse($0, indent: 2) }
  }

  /// The four numbers that are usually mixed up, each under its own name (METHOD 1).
  private var figures: [String] {
    let rows = RunFigures(run, baseline: baseline).rows
    let names = rows.map { displayWidth(of: $0.name) }.max() ?? 0
    let values = rows.map { displayWidth(of: $0.value) }.max() ?? 0
    return rows.flatMap { row in
      let left = "  \(row.name.padded(to: names))  \(row.value.paddedLeft(to: values))  "
      let wrapped = style.wrapProse(row.clause, indent: displayWidth(of: left))
      return wrapped.enumerated().map { index, line in
        index == 0 ? left + line.dropFirst(displayWidth(of: left)) : line
      }
    }
  }

  /// The figures that no table of several runs has.
  private var inShort: [String] {
    let rows = RunFigures(run, baseline: baseline).rows.filter {
      ["CPU parallelism", "attained"].contains($0.name)
    }
    return style.wrap(rows.map { "\($0.name) \($0.value)" }, separator: ", ", indent: 2)
  }

  /// What follows for a run alone; of several runs it is said once.
  private var advice: [String] { among == nil ? Advice(run: run).text(style) : [] }

  /// The ledgers, each one exactly full: percentages of its capacity.
  private var ledgers: [String] {
    RunLedgers(run).ledgers.flatMap { ledger in
      let oneLine = style.wrap(
        [ledger.title + ":"] + ledger.items, separator: "  ", indent: 2)
      if oneLine.count == 1 { return oneLine }
      return ["  " + ledger.title + ":"] + style.wrap(ledger.items, separator: "  ", indent: 4)
    }
  }

  private var details: [String] {
    RunDetails(run).lines.flatMap { style.wrap($0, separator: ", ", indent: 2, hanging: 2) }
  }

  private var trust: [String] {
    guard let among else {
      return TrustLine(runs: [run]).lines(style) + style.notes(RunHeading.remarks(run))
    }
    return style.notes(RunHeading.remarks(run).filter { !among.remarks.contains($0) })
  }
}

/// What a run is, and what must be known about its trace.
struct RunHeading {
  let items: [String]

  init(_ run: RunAnalysis, label: String) {
    items =
      [
        "\(label): \(Quantity.duration(run.makespan))", Quantity.count(run.tasks, "task"),
        Quantity.count(run.slots, "slot"),
        run.coreCount + (run.coresAreKnown ? "" : " (the most seen in use)"),
      ] + (run.trace.hasPrefix(label) ? [] : [sanitised(run.trace, columns: 60)])
  }

  /// Whole sentences on the trace and on figures that are only estimated.
  static func remarks(_ run: RunAnalysis) -> [String] {
    let shortfall = Progress.shortfall(ModelRuns(model: run.model.rawValue, runs: [run]))
    return run.remarks + [shortfall].compactMap { $0 }
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - displayWidth(of: self), 0))
  }

  func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(width - displayWidth(of: self), 0)) + self
  }
}
