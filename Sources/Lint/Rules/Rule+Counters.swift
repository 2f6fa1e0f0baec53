/// Counters: C.
extension Rule {
  static let counters = [
    counterNoArguments, counterNotNumber, counterNewSeries, counterTwoThreads, counterLastValue,
  ]

  static let counterNoArguments = Rule(
    "counter-no-args", .warning, [.perfetto, .chrome],
    "A counter has no value in args and is dropped.",
    "Write \"args\":{\"value\":1}.")
  static let counterNotNumber = Rule(
    "counter-not-number", .warning, [.perfetto, .chrome],
    "A counter's value is no number: Perfetto drops it, chrome://tracing draws nonsense.",
    "Write numbers only; words belong into other events.")
  static let counterNewSeries = Rule(
    "counter-new-series", .warning, [.chrome],
    "A counter gets a series that its first event lacks: chrome://tracing drops the series.",
    "Write all series in every event of the counter.")
  static let counterTwoThreads = Rule(
    "counter-two-threads", .warning, [.perfetto, .chrome],
    "Two threads of a process write a counter of one name: their values are merged into one track.",
    "Put the thread into the counter's name.")
  static let counterLastValue = Rule(
    "counter-last-value", .note, [.perfetto],
    "A counter ends with a value other than 0: Perfetto draws it to the end of the trace.",
    "Write a final 0.")
}
