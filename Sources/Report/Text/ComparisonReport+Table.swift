import Analysis
import Comparison
import TraceModel

extension ComparisonReport {
  /// A row per model, the baseline among them, in the order given.
  var table: TextTable {
    var table = SpeedupTable.empty()
    let resource = headline?.resource
    for model in comparison.models {
      let runs = runs(of: model.model)
      let wall = (model.wall?.medianNanoseconds).map { Quantity.duration(Nanoseconds($0)) }
      let (cells, items) = SpeedupTable.cells(runs, of: resource)
      let first: [TextTable.Cell] = [
        .init(text: runs.label), .init(text: wall ?? "-"),
        .init(text: speedupText(model), emphasis: emphasis(model.verdict)),
      ]
      table.rows.append(.init(cells: first + cells, items: items))
    }
    return table
  }

  func speedupText(_ model: ModelComparison) -> String {
    if model.isBaseline { return model.wall == nil ? "-" : "1.00" }
    guard let speedup = model.speedup else { return "-" }
    return Quantity.ratio(speedup.ratio) + speedup.intervalText
  }

  private func emphasis(_ verdict: Verdict?) -> Style.Emphasis {
    switch verdict {
    case .faster: .good
    case .slower: .bad
    case .differenceOfUncertainSize, .inconclusive: .doubtful
    case .baseline, .noDifference, nil: .plain
    }
  }
}
