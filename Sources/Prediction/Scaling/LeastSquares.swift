/// Non-linear least squares for the three parameters of the law.
enum LeastSquares {
  private typealias Parameters = UniversalScalability.Parameters
  private static let mostSteps = 100

  /// Nil where fewer than three different widths leave the equations without a solution.
  static func fit(
    _ points: [UniversalScalability.Measurement]
  ) -> UniversalScalability.Parameters? {
    guard var best = linear(points) else { return nil }
    var error = squares(points, best)
    var damping = 1e-3
    for _ in 0..<mostSteps {
      guard let next = step(points, best, damping) else { return best }
      let nextError = squares(points, next)
      if nextError < error {
        let isDone = error - nextError <= 1e-15 * error
        (best, error) = (next, nextError)
        damping /= 10
        if isDone { return best }
      } else {
        damping *= 10
        if damping > 1e12 { return best }
      }
    }
    return best
  }

  /// N/X = (1 + α(N − 1) + βN(N − 1))/γ is linear in 1/γ, α/γ, β/γ; weights (X/N)².
  private static func linear(_ points: [UniversalScalability.Measurement]) -> Parameters? {
    var matrix = Array(repeating: Array(repeating: 0.0, count: 4), count: 3)
    for point in points {
      let row = [1, point.width - 1, point.width * (point.width - 1)]
      let value = point.width / point.throughput
      add(row, value, weight: 1 / (value * value), to: &matrix)
    }
    guard let solution = solve(matrix), solution[0] > 0 else { return nil }
    return Parameters(
      contention: solution[1] / solution[0], coherence: solution[2] / solution[0],
      rate: 1 / solution[0])
  }

  /// One step of Levenberg and Marquardt, on the scale of the rate so that units do not matter.
  private static func step(
    _ points: [UniversalScalability.Measurement], _ now: Parameters, _ damping: Double
  ) -> Parameters? {
    var matrix = Array(repeating: Array(repeating: 0.0, count: 4), count: 3)
    for point in points {
      let burden = now.burden(point.width)
      guard burden > 0 else { return nil }
      let relative = point.width / burden
      let row = [
        -relative * (point.width - 1) / burden,
        -relative * point.width * (point.width - 1) / burden, relative,
      ]
      add(row, point.throughput / now.rate - relative, weight: 1, to: &matrix)
    }
    for index in 0..<3 { matrix[index][index] *= 1 + damping }
    guard let change = solve(matrix) else { return nil }
    let next = Parameters(
      contention: now.contention + change[0], coherence: now.coherence + change[1],
      rate: now.rate * (1 + change[2]))
    return next.rate > 0 && next.rate.isFinite ? next : nil
  }

  private static func squares(
    _ points: [UniversalScalability.Measurement], _ parameters: Parameters
  ) -> Double {
    points.reduce(0) { sum, point in
      guard parameters.burden(point.width) > 0 else { return .infinity }
      let miss = point.throughput - parameters.throughput(width: point.width)
      return sum + miss * miss
    }
  }

  private static func add(
    _ row: [Double], _ value: Double, weight: Double, to matrix: inout [[Double]]
  ) {
    for line in 0..<3 {
      for column in 0..<3 { matrix[line][column] += weight * row[line] * row[column] }
      matrix[line][3] += weight * row[line] * value
    }
  }

  /// Gauss with pivots; the last column is the right side.
  ///
  /// Nil where it is singular.
  private static func solve(_ system: [[Double]]) -> [Double]? {
    var matrix = system
    for column in 0..<3 {
      let pivot = (column..<3).max { abs(matrix[$0][column]) < abs(matrix[$1][column]) } ?? column
      matrix.swapAt(column, pivot)
      let scale = system[column].prefix(3).map(abs).max() ?? 0
      guard abs(matrix[column][column]) > 1e-13 * scale else { return nil }
      for line in 0..<3 where line != column {
        let factor = matrix[line][column] / matrix[column][column]
        for index in column..<4 { matrix[line][index] -= factor * matrix[column][index] }
      }
    }
    let solution = (0..<3).map { matrix[$0][3] / matrix[$0][$0] }
    return solution.allSatisfy(\.isFinite) ? solution : nil
  }
}
