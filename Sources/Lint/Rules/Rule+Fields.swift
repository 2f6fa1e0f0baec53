/// The fields of one event.
extension Rule {
  static let fields = [
    emptyEvent, noPhase, unknownPhase, chromeOnlyPhase, threadState, noName, nameNotText, emptyName,
    noPid, noTid, idRange, mergedThreads, textThreadID, instantScope, colourName, inlineStack,
    unknownFrame,
  ]

  static let emptyEvent = Rule(
    "empty-event", .error, [.devtools],
    "An event is empty: DevTools loses the file (\"endsWith\" of undefined).",
    "Write no {} as filler.")
  static let noPhase = Rule(
    "no-phase", .warning, [.perfetto, .chrome, .devtools],
    "An event without ph is dropped.",
    "Give every event a ph.")
  static let unknownPhase = Rule(
    "unknown-phase", .warning, [.perfetto, .chrome, .devtools],
    "An event whose ph is none of the format's letters is dropped.",
    "Use X for spans, i for instants, C for counters.")
  static let chromeOnlyPhase = Rule(
    "chrome-only-phase", .warning, [.perfetto],
    "Perfetto ignores this ph: objects (N O D), old async (S T p F), samples (P), contexts, memory "
      + "dumps, marks (a V v c).",
    "Write async spans as b and e with id2.local.")
  static let threadState = Rule(
    "thread-state", .warning, [.perfetto, .chrome],
    "ph T without an id is a thread state to Perfetto from v54 on (earlier ones ignore it) and an old async step "
      + "to chrome://tracing, which warns and drops it.",
    "Write T only for Perfetto v54 or later, and say the state with an X span on a lane of its own."
  )
  static let noName = Rule(
    "no-name", .error, [.chrome, .devtools],
    "An event has no name: DevTools loses the file, chrome://tracing too unless it is an E.",
    "Name every event, E as well.")
  static let nameNotText = Rule(
    "name-not-text", .error, [.chrome, .devtools],
    "A name is no string: chrome://tracing and DevTools lose the file.",
    "Write the name in quotes.")
  static let emptyName = Rule(
    "empty-name", .note, [.perfetto, .chrome, .devtools],
    "A span has an empty name: it is drawn without words.",
    "Give every span a name.")
  static let noPid = Rule(
    "no-pid", .error, [.chrome],
    "An event has no pid: chrome://tracing stops with \"pid must be provided\".",
    "Give every event a pid.")
  static let noTid = Rule(
    "no-tid", .note, [.perfetto, .chrome, .devtools],
    "An event of a thread has no tid: Perfetto takes the pid, chrome://tracing names the thread "
      + "\"undefined\".",
    "Give every event a tid.")
  static let idRange = Rule(
    "id-range", .warning, [.perfetto],
    "A pid or tid is negative or beyond 2^32-1: Perfetto makes it 0, and so all such threads of a "
      + "process become one.",
    "Use the kernel's thread id or a small number, never pthread_self.")
  static let mergedThreads = Rule(
    "merged-threads", .warning, [.perfetto],
    "Two threads of a process become one in Perfetto: a tid that is 0, missing or out of range is "
      + "taken for the pid, and another thread has that tid.",
    "Number threads from 1, or use the kernel's thread id.")
  static let textThreadID = Rule(
    "text-thread-id", .note, [.perfetto],
    "A pid or tid is text: Perfetto makes up a number, and the text is the name.",
    "Write numbers, and names by metadata events.")
  static let instantScope = Rule(
    "instant-scope", .warning, [.chrome],
    "chrome://tracing drops an instant whose s is none of g, p and t.",
    "Write \"s\":\"t\".")
  static let colourName = Rule(
    "unknown-cname", .error, [.chrome],
    "chrome://tracing does not know this cname and loses the whole file; no other viewer reads it.",
    "Leave cname out: colours follow from names.")
  static let inlineStack = Rule(
    "inline-stack", .error, [.chrome],
    "An event carries its stack: chrome://tracing loses the whole file, the others ignore it.",
    "Leave stack and estack out, or use stackFrames and sf.")
  static let unknownFrame = Rule(
    "unknown-frame", .warning, [.chrome],
    "sf or esf names no frame of stackFrames: chrome://tracing warns and drops the stack.",
    "Write every frame that events refer to into stackFrames.")
}
