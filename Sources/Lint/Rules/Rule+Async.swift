/// Spans by id: b, n and e.
extension Rule {
  static let async = [
    asyncNoID, asyncNoCategory, asyncBothIDs, asyncBadID2, asyncPlainID, asyncUnfinished,
    asyncEndAlone, asyncEndName, asyncCrossing, asyncHidden,
  ]

  static let asyncNoID = Rule(
    "async-no-id", .warning, [.perfetto, .chrome],
    "An async event has no id and is dropped.",
    "Give b, n and e the same id2.local.")
  static let asyncNoCategory = Rule(
    "async-no-cat", .warning, [.chrome],
    "chrome://tracing drops b, n and e without cat.",
    "Give both ends the same cat.")
  static let asyncBothIDs = Rule(
    "async-both-ids", .error, [.chrome],
    "An event has both id and id2: chrome://tracing loses the whole file.",
    "Write id2.local alone.")
  static let asyncBadID2 = Rule(
    "async-bad-id2", .error, [.perfetto, .chrome],
    "An id2 has neither local nor global: chrome://tracing loses the whole file, Perfetto the event.",
    "Write \"id2\":{\"local\":\"0x1\"}.")
  static let asyncPlainID = Rule(
    "async-plain-id", .warning, [.perfetto],
    "Perfetto takes an async id for global: the span is shown under \"Global Legacy Events\", not in "
      + "its process.",
    "Write \"id2\":{\"local\":\"0x1\"} instead of id.")
  static let asyncUnfinished = Rule(
    "async-unfinished", .warning, [.perfetto, .chrome],
    "A b has no e of its cat and id: Perfetto draws it to the end of the trace, chrome://tracing "
      + "with no or a made-up length.",
    "Write an e with the same cat, id and name.")
  static let asyncEndAlone = Rule(
    "async-end-alone", .warning, [.perfetto, .chrome],
    "An e has no b of its cat and id: Perfetto drops it, chrome://tracing makes up a start.",
    "Write a b with the same cat, id and name.")
  static let asyncEndName = Rule(
    "async-end-name", .warning, [.perfetto, .chrome],
    "An e does not have the name of its b: the span is not closed.",
    "Give both ends the same name.")
  static let asyncCrossing = Rule(
    "async-crossing", .warning, [.perfetto, .chrome],
    "Spans of one cat and id cross: the inner one is not closed where its e says.",
    "Give what overlaps an id of its own.")
  static let asyncHidden = Rule(
    "async-hidden", .note, [.devtools],
    "DevTools does not show async spans.",
    "Give what matters an X on its lane as well.")
}
