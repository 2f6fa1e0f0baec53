/// Which of several claims stand together, by Holm's step-down procedure.
///
/// The chance that any claim accepted here is false stays below the level,
/// whatever the claims have to do with each other (METHOD 11.8). O(n log n).
///
/// - Parameters:
///   - probabilities: For each claim, the error level at which it could just be made (its p-value).
///   - level: The error level of all claims together.
/// - Returns: For each claim, whether it stands.
package func holm(_ probabilities: [Double], level: Double = 0.05) -> [Bool] {
  var stands = [Bool](repeating: false, count: probabilities.count)
  let order = probabilities.indices.sorted {
    (probabilities[$0], $0) < (probabilities[$1], $1)
  }
  for (rank, claim) in order.enumerated() {
    guard probabilities[claim] <= level / Double(order.count - rank) else { break }
    stands[claim] = true
  }
  return stands
}
