/// What stands around the events.
extension Rule {
  static let root = [
    noEvents, displayTimeUnit, eventNotObject, stackFrames, chromeOnlyKeys,
  ]

  static let noEvents = Rule(
    "no-events", .warning, [.perfetto, .chrome, .devtools],
    "There is no event: DevTools shows nothing, not even that it read the file.",
    "Write traceEvents as an array with at least one span.")
  static let displayTimeUnit = Rule(
    "display-time-unit", .error, [.chrome],
    "chrome://tracing stops at a displayTimeUnit other than \"ms\" and \"ns\".",
    "Write \"displayTimeUnit\":\"ms\", or leave it out.")
  static let eventNotObject = Rule(
    "event-not-object", .error, [.perfetto, .chrome, .devtools],
    "An element of the event list is no object: Perfetto stops there, null stops the others too.",
    "Write objects only.")
  static let stackFrames = Rule(
    "stack-frames", .note, [.perfetto, .devtools],
    "Only chrome://tracing reads stackFrames and samples.",
    "Repeat what matters in args.")
  static let chromeOnlyKeys = Rule(
    "chrome-only-key", .note, [.perfetto, .devtools],
    "Only chrome://tracing reads powerTraceAsString, androidProcessDump and traceAnnotations.",
    "Leave them out.")
}
