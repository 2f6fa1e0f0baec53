import Analysis
import Statistics
import TraceFile

extension ComparisonReport {
  /// The efficiency's interval over the traced rounds, by bootstrap (METHOD 4.6, 11.4).
  ///
  /// - Parameter model: One of the comparison's models.
  /// - Returns: Nil with fewer than six traced runs: a bootstrap of fewer promises too much.
  func efficiencyInterval(of model: String) -> Interval? {
    guard let resource = headline?.resource else { return nil }
    let useful = runs(of: model).runs.compactMap { CapacityShares($0, of: resource)?.useful }
    guard useful.count >= Sample.fewestForMedianInterval else { return nil }
    return Bootstrap().interval(of: useful) { draw in
      draw.reduce(0, +) / Double(draw.count)
    }
  }

  /// The mean shares of the table's rows, unrounded, by the words of the ledgers; null where
  /// nothing was traced.
  func sharesJSON(of model: String) -> JSONValue {
    guard let resource = headline?.resource,
      let shares = CapacityShares(runs(of: model), of: resource)
    else { return .null }
    let members = shares.shares.map { JSONMember($0.key.word, .number($0.value)) }
    return .object(members.sorted { $0.key < $1.key })
  }
}

extension CapacityShares.Part {
  /// The key in the JSON: a bucket's word, or "inflation".
  var word: String {
    switch self {
    case .work: Bucket.work.word
    case .usefulIO: Bucket.io.word
    case .usefulCoordination: Bucket.coord.word
    case .inflation: "inflation"
    case .loss(let bucket): bucket.word
    }
  }
}
