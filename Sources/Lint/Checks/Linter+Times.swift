extension Linter {
  /// 2^43: from here on a double of milliseconds, or of microseconds with three decimals, no
  /// longer holds every nanosecond.
  private static let farMicroseconds = 8_796_093_022_208.0

  /// Judges ts and dur; the ts in nanoseconds where it has one.
  mutating func judgeTime() -> Int64? {
    let ts = event[.ts]
    judgeNumber(event[.dur])
    if ts.isAbsent {
      add(.noTimestamp)
      return nil
    }
    judgeNumber(ts)
    guard let microseconds = ts.number else { return nil }
    if microseconds < 0 { add(.negativeTime) }
    if microseconds == 0 { add(.zeroTime) }
    if abs(microseconds) >= Linter.farMicroseconds {
      add(.farTime)
      if microseconds.rounded() != microseconds { add(.farFraction) }
    }
    if ts.decimals > 3 || event[.dur].decimals > 3 { add(.finerThanNanoseconds) }
    guard let time = ts.nanoseconds else {
      add(.timeOverflow)
      return nil
    }
    return time
  }

  private mutating func judgeNumber(_ field: Field) {
    switch field.kind {
    case .absent, .number, .notFinite: break
    case .null: add(.nullTime)
    case .string where field.number != nil: break
    default: add(.timeNotNumber)
    }
  }
}
