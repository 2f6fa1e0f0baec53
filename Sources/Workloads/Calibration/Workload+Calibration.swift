import TraceModel

extension Workload {
  /// How long one sequential task should take at the calibrated size.
  ///
  /// `count` must reach 250 ms: it aims above, since clocks may rise later.
  static let countAim = Nanoseconds(280_000_000)
  static let mixedAim = Nanoseconds(60_000_000)

  /// The default size, which for CPU-bound tasks depends on how fast this machine is now.
  ///
  /// Takes about 0.1 s where it measures. Call it once per comparison, and print it.
  package func calibratedSize() -> Int {
    switch self {
    case .count: Self.steps(taking: Self.countAim, atRate: CountRate.best())
    case .mixed: Self.steps(taking: Self.mixedAim, atRate: CountRate.best())
    case .fetch: 4 << 10
    case .compress: 8 << 20
    }
  }

  /// Steps that take a time at a rate in steps per second, rounded up to two digits.
  static func steps(taking time: Nanoseconds, atRate rate: Double) -> Int {
    let steps = max(rate * time.seconds, 1)
    guard steps < 1e15 else { return 1_000_000_000_000_000 }
    var unit = 1
    while Double(unit) * 100 < steps { unit *= 10 }
    return Int((steps / Double(unit)).rounded(.up)) * unit
  }
}
