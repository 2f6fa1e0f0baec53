import Analysis
import Comparison
import TraceModel

/// The table of a report: a row per model, where its capacity went last.
enum SpeedupTable {
  static let columns: [TextTable.Column] = [
    .init(title: "model"), .init(title: "wall"), .init(title: "speedup"),
    .init(title: "conc.", alignment: .right), .init(title: "progress", alignment: .right),
    .init(title: "efficiency", alignment: .right),
  ]

  static func empty() -> TextTable {
    TextTable(columns: columns, itemsTitle: "where the capacity went")
  }

  /// What a row says of its traced runs; the first three cells come from elsewhere.
  static func cells(
    _ runs: ModelRuns, of resource: Bounds.Resource?
  ) -> (cells: [TextTable.Cell], items: [String]) {
    let shares = resource.flatMap { CapacityShares(runs, of: $0) }
    let efficiency = shares.map { Quantity.percent($0.useful, decimals: 0) } ?? "-"
    let concurrency = runs.mean(\.concurrency.average).map { Quantity.fixed($0, 1) } ?? "-"
    let items = shares?.items().map { "\($0.label) \($0.units)" } ?? ["not traced"]
    return (
      [.init(text: concurrency), .init(text: Progress(runs).text), .init(text: efficiency)], items
    )
  }
}

/// How many tasks were getting on, and how that is known.
///
/// With more workers than cores and no scheduler events, a span cannot tell
/// running from waiting for a core; the tasks' CPU time can (METHOD section 2, tier 1).
enum Progress: Hashable {
  case unknown
  case measured(Double)
  /// (CPU time + io)/T of the tasks, because workers exceed the cores.
  case fromCPUTime(Double)
  /// Only an upper bound is known.
  case atMost(Double)

  init(_ runs: ModelRuns) {
    let isEstimated = runs.runs.contains(where: \.coreEstimated)
    let measured = runs.mean(\.progressParallelism)
    if isEstimated, runs.runs.allSatisfy({ $0.progressParallelismFromCPU != nil }),
      let value = runs.mean(\.progressParallelismFromCPU)
    {
      self = .fromCPUTime(value)
    } else if isEstimated, let measured {
      // Work cannot exceed the cores; I/O can be in flight on top of it.
      let bound = runs.mean { run in
        guard run.makespan.count > 0 else { return nil }
        let io = Double(run.slotLedger[.io].count) / Double(run.makespan.count)
        return Double(run.cores) + io
      }
      self = .atMost(min(measured, bound ?? measured))
    } else if runs.runs.contains(where: \.workIsBound), let measured {
      self = .atMost(measured)
    } else {
      self = measured.map(Progress.measured) ?? .unknown
    }
  }

  /// As it stands in the table; `*` sends to the note.
  var text: String {
    switch self {
    case .unknown: "-"
    case .measured(let value): Quantity.fixed(value, 1)
    case .fromCPUTime(let value): Quantity.fixed(value, 1) + "*"
    case .atMost(let value): "≤ " + Quantity.fixed(value, 1)
    }
  }

  /// The same in the figures of one run: three digits, the clause beside it says the rest.
  var exactText: String {
    switch self {
    case .unknown: "-"
    case .measured(let value), .fromCPUTime(let value): Quantity.ratio(value)
    case .atMost(let value): "≤ " + Quantity.fixed(value, 1)
    }
  }

  /// A sentence where tasks that count as working had no core for a tenth of that time or more.
  ///
  /// Their CPU time says so. Where workers exceed the cores that is expected
  /// and said by `note(on:)`.
  static func shortfall(_ runs: ModelRuns) -> String? {
    guard !runs.runs.contains(where: \.coreEstimated),
      let claimed = runs.mean(\.progressParallelism), claimed > 0,
      let onCore = runs.mean(\.progressParallelismFromCPU), onCore < 0.9 * claimed
    else { return nil }
    return "\(sanitised(runs.model)): of the time that counts as progress, the tasks' CPU time "
      + "covers \(Quantity.percent(onCore / claimed, decimals: 0)); the rest was spent waiting for "
      + "a core, or for something that no event tells."
  }

  /// The note under a table; nil where every figure in it was measured.
  static func note(on models: [ModelRuns]) -> String? {
    // Bounds of traces that tell no cores are explained by the notes of those traces.
    let all = models.filter { $0.runs.contains(where: \.coreEstimated) }.map { Progress($0) }
    let isMarked = all.contains { if case .fromCPUTime = $0 { true } else { false } }
    let isBound = all.contains { if case .atMost = $0 { true } else { false } }
    guard isMarked || isBound else { return nil }
    let marks = [
      isMarked ? "* is progress from the tasks' CPU time" : nil,
      isBound ? "≤ is all that is known" : nil,
    ].compactMap { $0 }
    return "more workers than cores, and no scheduler events that tell running from waiting for a "
      + "core: shares of cores are estimated, \(marks.joined(separator: ", "))."
  }
}
