import TraceModel

extension Nanoseconds {
  /// The nearest whole nanosecond, as far as 64 bits go; zero for what is no number.
  init(clamping time: Double) {
    let whole = time.rounded()
    self.init(Int64(exactly: whole) ?? (whole > 0 ? Int64.max : whole < 0 ? Int64.min : 0))
  }
}
