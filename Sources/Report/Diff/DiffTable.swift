package import TraceModel

/// One thing that two runs were measured by, before and after.
package struct DiffRow: Hashable, Sendable {
  /// Untrusted where it comes from a trace.
  package var label: String
  package var before: Nanoseconds
  package var after: Nanoseconds
  /// How many there were; nil where nothing is counted.
  package var countBefore: Int?
  package var countAfter: Int?

  package var difference: Nanoseconds { after - before }
}

/// Rows that add up exactly, the largest differences first, the rest folded into one.
package struct DiffTable: Hashable, Sendable {
  /// At most `mostRows`, by the size of the difference.
  package private(set) var rows: [DiffRow]
  /// The rows beyond, added up; nil when there are none.
  package private(set) var other: DiffRow?
  /// How many rows are in `other`.
  package private(set) var folded: Int
  /// What all rows add up to.
  package private(set) var total: DiffRow
  /// What does not add up although it must; nil when all does.
  package private(set) var failure: String?

  package static let mostRows = 10

  /// Sorts and folds rows, and holds their sum against a total that was found otherwise.
  ///
  /// - Parameters:
  ///   - title: What the failure of a sum is called by.
  ///   - rows: In any order; rows of nothing are left out.
  ///   - total: The capacity, or another sum of the same: not added up from `rows`.
  package init(_ title: String, rows: [DiffRow], total: DiffRow) {
    let sorted = rows.filter {
      $0.before != .zero || $0.after != .zero || $0.countBefore ?? 0 > 0 || $0.countAfter ?? 0 > 0
    }.sorted { left, right in
      let sizes = (left.difference.count.magnitude, right.difference.count.magnitude)
      if sizes.0 != sizes.1 { return sizes.0 > sizes.1 }
      let longest = (max(left.before, left.after), max(right.before, right.after))
      return longest.0 != longest.1 ? longest.0 > longest.1 : left.label < right.label
    }
    // One row alone keeps its name.
    let kept = sorted.count == Self.mostRows + 1 ? sorted.count : Self.mostRows
    self.rows = Array(sorted.prefix(kept))
    self.total = total
    let rest = sorted.dropFirst(kept)
    folded = rest.count
    other = rest.isEmpty ? nil : Self.sum(Array(rest), "\(rest.count) others")
    let sum = Self.sum(self.rows + [other].compactMap { $0 }, total.label)
    if sum.before != total.before || sum.after != total.after {
      failure =
        "\(title) add up to \(sum.before.count) and \(sum.after.count) ns, not to "
        + "\(total.before.count) and \(total.after.count)"
    }
  }

  private static func sum(_ rows: [DiffRow], _ label: String) -> DiffRow {
    var sum = DiffRow(label: label, before: .zero, after: .zero)
    for row in rows {
      sum.before.count &+= row.before.count
      sum.after.count &+= row.after.count
      if let count = row.countBefore { sum.countBefore = (sum.countBefore ?? 0) &+ count }
      if let count = row.countAfter { sum.countAfter = (sum.countAfter ?? 0) &+ count }
    }
    return sum
  }
}
