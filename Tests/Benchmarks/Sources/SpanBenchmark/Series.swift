/// Repetitions of one measurement, of which the tenth percentile counts: noise
/// of a shared machine only ever adds.
struct Series {
  private var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var isEmpty: Bool { values.isEmpty }

  func percentile(_ percent: Int) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, sorted.count * percent / 100)]
  }

  var low: Double { percentile(10) }
}
