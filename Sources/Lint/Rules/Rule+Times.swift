/// When events are.
extension Rule {
  static let times = [
    noTimestamp, nullTime, timeNotNumber, negativeTime, zeroTime, farTime, farFraction,
    timeOverflow,
    finerThanNanoseconds,
  ]

  static let noTimestamp = Rule(
    "no-timestamp", .error, [.perfetto, .chrome, .devtools],
    "An event has no ts: Perfetto drops it, chrome://tracing and DevTools lose the range of the "
      + "whole trace.",
    "Give every event but metadata a ts.")
  static let nullTime = Rule(
    "null-time", .error, [.perfetto],
    "ts or dur is null: Perfetto loses the file (\"JSON trace file is incomplete\").",
    "Leave dur out, or write the number.")
  static let timeNotNumber = Rule(
    "time-not-number", .error, [.perfetto],
    "ts or dur is no number: Perfetto loses the file.",
    "Write microseconds as a number.")
  static let negativeTime = Rule(
    "negative-time", .warning, [.perfetto],
    "Perfetto drops events before 0.",
    "Count from the trace's own origin, the first event at 1 µs.")
  static let zeroTime = Rule(
    "zero-time", .warning, [.devtools],
    "DevTools leaves events at 0 out of the range that it shows.",
    "Let the first event be at 1 µs.")
  static let farTime = Rule(
    "far-time", .warning, [.chrome],
    "Times this far from 0 (an epoch) lose more than a nanosecond in chrome://tracing's doubles: "
      + "5.000 µs becomes 5.127 µs.",
    "Count from the trace's own origin and keep the epoch in otherData.")
  static let farFraction = Rule(
    "far-fraction", .warning, [.perfetto],
    "Fractions of a microsecond this far from 0 fall to what a double holds, 0.25 µs at epoch "
      + "times.",
    "Count from the trace's own origin.")
  static let timeOverflow = Rule(
    "time-overflow", .warning, [.perfetto, .chrome],
    "The time does not fit 64 bits of nanoseconds: Perfetto takes it for another.",
    "Write microseconds from the trace's own origin.")
  static let finerThanNanoseconds = Rule(
    "finer-than-ns", .note, [.perfetto],
    "Perfetto rounds to whole nanoseconds.",
    "Write at most three decimals; round start and end, then subtract.")
}
