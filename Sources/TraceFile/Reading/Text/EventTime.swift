import TraceModel

/// A time or duration of an event: nanoseconds rounded down, and picoseconds.
///
/// The picoseconds are kept until start and duration are added, so that
/// rounding never lets a child end after its parent.
struct EventTime: Hashable {
  var nanoseconds: Int64
  /// From 0 up to 999.
  var picoseconds: Int64

  init(nanoseconds: Int64, picoseconds: Int64) {
    self.nanoseconds = nanoseconds
    self.picoseconds = picoseconds
  }

  /// Reads microseconds as the trace event format writes them, exactly.
  ///
  /// Nil when the text is no number, or one beyond `Nanoseconds.admitted`.
  init?(microseconds text: ByteSpan) {
    guard let number = DecimalNumber(text), let value = number.scaled(by: 3),
      Nanoseconds(value.whole).isAdmitted
    else { return nil }
    nanoseconds = value.whole
    picoseconds = value.thousandths
  }

  /// To the nearest nanosecond, halves up.
  var rounded: Nanoseconds { Nanoseconds(nanoseconds + (picoseconds >= 500 ? 1 : 0)) }

  /// This time plus a duration, rounded; nil beyond `Nanoseconds.admitted`.
  func end(after duration: EventTime) -> Nanoseconds? {
    var sum = self
    sum.nanoseconds += duration.nanoseconds
    sum.picoseconds += duration.picoseconds
    if sum.picoseconds >= 1000 {
      sum.picoseconds -= 1000
      sum.nanoseconds += 1
    }
    return sum.rounded.isAdmitted ? sum.rounded : nil
  }
}
