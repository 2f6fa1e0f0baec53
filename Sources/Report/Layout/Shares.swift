/// Rounds shares of a whole so that the rounded ones add up exactly (largest remainder).
///
/// Everything is rounded down and what is missing goes to those with the largest
/// remainder, the earlier first. Negative parts are allowed; their sum counts.
///
/// - Parameters:
///   - parts: Shares of any whole: 3 and 1 are 75 % and 25 %.
///   - units: What the rounded shares add up to: 100 for whole percents, 1000 for tenths.
/// - Returns: All zero when the parts do not add up to something positive and finite.
func roundedShares(_ parts: [Double], units: Int = 100) -> [Int] {
  let whole = parts.reduce(0, +)
  guard whole > 0, whole.isFinite else { return parts.map { _ in 0 } }
  let exact = parts.map { $0 / whole * Double(units) }
  guard exact.allSatisfy({ abs($0) < 1e12 }) else { return parts.map { _ in 0 } }
  var rounded = exact.map { Int($0.rounded(.down)) }
  let missing = units - rounded.reduce(0, +)
  let order = exact.indices.sorted {
    let left = exact[$0] - exact[$0].rounded(.down)
    let right = exact[$1] - exact[$1].rounded(.down)
    return (right, $0) < (left, $1)
  }
  guard missing > 0 else { return rounded }
  for index in order.prefix(missing) { rounded[index] += 1 }
  return rounded
}
