/// Spans of a thread: X, B and E.
extension Rule {
  static let spans = [
    noDuration, negativeDuration, overlap, crossing, emptyPair, unfinishedBegin, endWithoutBegin,
    endMismatch,
    endBeforeBegin, beginOrder, deepStack, repeatedArgument,
  ]

  static let noDuration = Rule(
    "no-duration", .warning, [.perfetto, .chrome],
    "An X has no dur: Perfetto drops it, chrome://tracing draws it to the end of the trace.",
    "Write dur, or B and E.")
  static let negativeDuration = Rule(
    "negative-duration", .warning, [.perfetto, .chrome],
    "A dur is negative and is kept so: the span is drawn backwards or not at all.",
    "Write a dur of 0 or more.")
  static let overlap = Rule(
    "overlap", .warning, [.perfetto, .chrome],
    "An X begins inside another of its thread and ends after it: Perfetto v51 to v56 drops it, "
      + "later ones move it to a row of its own, chrome://tracing nests it wrongly.",
    "Nest spans of one tid, or give what overlaps a tid or an async id of its own.")
  static let crossing = Rule(
    "begin-end-crossing", .warning, [.perfetto, .chrome],
    "A span by B and E crosses another span of its thread, or begins with a shorter X: Perfetto ends "
      + "it at the wrong place, where they cross chrome://tracing nests it wrongly.",
    "Nest spans of one tid, or give what overlaps a tid or an async id of its own.")
  static let emptyPair = Rule(
    "empty-pair", .warning, [.perfetto],
    "A B and its E at one instant, in a trace that also has X: Perfetto (v52) takes the E first, and "
      + "the span never closes.",
    "Write an X with a dur of 0.")
  static let unfinishedBegin = Rule(
    "unfinished-begin", .warning, [.perfetto, .chrome],
    "A B has no E: the span is drawn to the end of the trace.",
    "Close what is open when recording stops, or use X.")
  static let endWithoutBegin = Rule(
    "end-without-begin", .warning, [.perfetto, .chrome],
    "An E has no B before it and is dropped.",
    "Write B and E of one thread in the order of time, or use X.")
  static let endMismatch = Rule(
    "end-mismatch", .warning, [.perfetto, .chrome],
    "An E names another span than the newest open one: chrome://tracing closes the newest, "
      + "Perfetto the one of that name and cat, or none.",
    "Close spans in reverse order, with the name and cat of their B.")
  static let endBeforeBegin = Rule(
    "end-before-begin", .error, [.chrome],
    "An E is earlier than the B it closes: chrome://tracing loses the whole file.",
    "Write B and E of one thread in the order of time, or use X.")
  static let beginOrder = Rule(
    "begin-order", .warning, [.chrome],
    "A B is earlier than one that is open: chrome://tracing pairs in the file's order and nests it "
      + "wrongly.",
    "Write B and E of one thread in the order of time, or use X.")
  static let deepStack = Rule(
    "deep-stack", .warning, [.perfetto],
    "More than 512 spans of a thread lie in each other: newer Perfettos drop the deeper ones.",
    "Cut recursion in the recording.")
  static let repeatedArgument = Rule(
    "repeated-argument", .note, [.chrome],
    "Both ends give the same argument: chrome://tracing warns and keeps the last.",
    "Write an argument at one end.")
}
