import Statistics
import TraceModel

/// What the steps of async tasks add up to (METHOD 8.2).
struct StepSums {
  private(set) var count: Int64 = 0
  private(set) var total: UInt128 = 0
  private(set) var longest: Int64 = 0
  private(set) var squares: UInt128 = 0
  private(set) var lag: UInt128 = 0
  private(set) var longestLag: Int64 = 0
  private(set) var lags = LogLinearHistogram()

  mutating func see(lag: Int64, length: Int64) {
    let lag = max(lag, 0)
    count += 1
    total &+= UInt128(length.magnitude)
    longest = max(longest, length)
    let side = UInt128(length.magnitude)
    squares &+= side &* side
    self.lag &+= UInt128(lag.magnitude)
    longestLag = max(longestLag, lag)
    lags.insert(lag)
  }
}
