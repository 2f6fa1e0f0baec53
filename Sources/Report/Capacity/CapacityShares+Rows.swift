extension CapacityShares {
  /// A rounded share under the name it has in text.
  struct Item: Hashable {
    /// Nil for what was folded together.
    var part: Part?
    var label: String
    /// In units of the whole; all items add up to it exactly.
    var units: Int
  }

  /// Every part in whole percents that add up to 100, the useful ones first, then by size.
  var roundedParts: [(part: Part, units: Int)] {
    let ordered = ordered
    return zip(ordered.map(\.key), roundedShares(ordered.map(\.value))).map { ($0, $1) }
  }

  /// What was useful first, then the largest.
  private var ordered: [(key: Part, value: Double)] {
    shares.sorted { left, right in
      (left.key.isUseful ? 0 : 1, -left.value, left.key.label)
        < (right.key.isUseful ? 0 : 1, -right.value, right.key.label)
    }
  }

  /// The shares as text shows them: what was useful first, then the largest losses, then the rest.
  ///
  /// Useful parts and `inflation` are never folded away; losses that round to
  /// nothing and those beyond the limit become "other".
  ///
  /// - Parameters:
  ///   - limit: How many items may stand before "other".
  ///   - units: What the whole is: 100 for percents, 1000 for tenths of one.
  /// - Returns: Items that add up to `units` exactly; none of them zero.
  func items(limit: Int = 6, units: Int = 100) -> [Item] {
    let ordered = ordered
    let smallest = 0.5 / Double(units)
    var kept = ordered.filter { abs($0.value) >= smallest || $0.key.isUseful }
    while kept.count > limit {
      guard let last = kept.lastIndex(where: { !$0.key.isUseful && $0.key != .inflation }) else {
        break
      }
      kept.remove(at: last)
    }
    let rest = 1 - kept.reduce(0) { $0 + $1.value }
    let rounded = roundedShares(kept.map(\.value) + [rest], units: units)
    let folded = Set(ordered.map(\.key)).subtracting(kept.map(\.key))
    // One part alone keeps its name.
    let last = folded.count == 1 ? folded.first : nil
    let items = zip(kept, rounded).map {
      Item(part: $0.key, label: $0.key.label, units: $1)
    }
    return (items + [Item(part: last, label: last?.label ?? "other", units: rounded[kept.count])])
      .filter { $0.units != 0 }
  }
}
