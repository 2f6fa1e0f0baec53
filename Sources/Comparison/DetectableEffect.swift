import Glibc
package import Statistics

/// The factors of METHOD 11.6: what a median over n rounds detects with 80 % power, in
/// standard deviations of ρ.
private let detectableFactors: [(rounds: Double, factor: Double)] = [
  (6, 1.79), (10, 1.25), (12, 1.11), (15, 0.98), (20, 0.83), (30, 0.66),
]

/// The smallest effect that so many rounds of such scatter would show with 80 % power.
///
/// Between the counts of METHOD's table factor·√n is interpolated, which hardly
/// varies; beyond 30 rounds it stays at its last value.
///
/// - Parameter logRatios: ρ of every round.
/// - Returns: 0.08 for a difference of 8 %; nil with fewer than six rounds.
package func minimumDetectableEffect(_ logRatios: Sample) -> Double? {
  let rounds = Double(logRatios.count)
  guard let first = detectableFactors.first, rounds >= first.rounds else { return nil }
  var scaled = first.factor * first.rounds.squareRoot()
  for (left, right) in zip(detectableFactors, detectableFactors.dropFirst()) {
    let share = min(max((rounds - left.rounds) / (right.rounds - left.rounds), 0), 1)
    guard share > 0 else { break }
    let start = left.factor * left.rounds.squareRoot()
    scaled = start + share * (right.factor * right.rounds.squareRoot() - start)
  }
  return expm1(scaled / rounds.squareRoot() * logRatios.robustStandardDeviation)
}

/// What a rank-sum interval over n runs each detects with 80 % power, in σ·√(1/n + 1/m).
///
/// From 4 000 simulated normal samples for each count; between the counts it is
/// interpolated, beyond the last it stays.
private let unpairedFactors: [(runs: Double, factor: Double)] = [
  (6, 3.34), (8, 3.09), (12, 3.06), (15, 3.03), (20, 2.99), (30, 2.90),
]

/// The factor for the arm with fewer runs; nil with fewer than six.
func unpairedFactor(runs: Int) -> Double? {
  guard let first = unpairedFactors.first, Double(runs) >= first.runs else { return nil }
  var factor = first.factor
  for (left, right) in zip(unpairedFactors, unpairedFactors.dropFirst()) {
    let share = min(max((Double(runs) - left.runs) / (right.runs - left.runs), 0), 1)
    guard share > 0 else { break }
    factor = left.factor + share * (right.factor - left.factor)
  }
  return factor
}
