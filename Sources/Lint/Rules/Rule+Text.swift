/// The text as JSON.
extension Rule {
  static let text = [
    byteOrderMark, notJSON, perfettoStart, invalidJSON, trailingComma, trailingText, jsonLines,
    unclosedArray, cutInEvent, unclosedObject, notFinite, notFiniteArgument, controlCharacter,
    badEscape, invalidUTF8, escapedName,
  ]

  static let byteOrderMark = Rule(
    "byte-order-mark", .error, [.perfetto],
    "The text begins with a byte order mark: Perfetto says \"Unknown trace type\".",
    "Write UTF-8 without the mark.")
  static let notJSON = Rule(
    "not-json", .error, [.perfetto, .chrome, .devtools],
    "The text begins neither with { nor with [: no viewer takes it for a trace.",
    "Write UTF-8 JSON: {\"traceEvents\":[…]}.")
  static let perfettoStart = Rule(
    "perfetto-start", .error, [.perfetto],
    "Without white space the text begins neither with {\" nor with [{\": Perfetto does not know it.",
    "Begin with {\"traceEvents\":[ and write at least one event.")
  static let invalidJSON = Rule(
    "invalid-json", .error, [.perfetto, .chrome, .devtools],
    "This is no JSON: chrome://tracing and DevTools lose the file, Perfetto all or part of it.",
    "Escape quotes and backslashes in names, and write numbers as JSON has them.")
  static let trailingComma = Rule(
    "trailing-comma", .error, [.chrome, .devtools],
    "A comma stands before a closing bracket: chrome://tracing and DevTools lose the file.",
    "Write no comma after the last event or member.")
  static let trailingText = Rule(
    "trailing-text", .error, [.chrome, .devtools],
    "Text follows the end of the JSON: chrome://tracing and DevTools lose the file.",
    "Write one JSON value and nothing after it.")
  static let jsonLines = Rule(
    "json-lines", .error, [.perfetto, .chrome, .devtools],
    "One object a line: chrome://tracing and DevTools lose the file, Perfetto shows nothing and "
      + "reports no error.",
    "Put the events into {\"traceEvents\":[…]} with commas between them.")
  static let unclosedArray = Rule(
    "unclosed-array", .error, [.devtools],
    "The array has no closing bracket: DevTools loses the file, the others repair it.",
    "Close the array, or finish the file with `stretto repair`.")
  static let cutInEvent = Rule(
    "cut-in-event", .error, [.chrome, .devtools],
    "The array is cut inside an event: chrome://tracing and DevTools lose the file.",
    "Finish the file with `stretto repair`.")
  static let unclosedObject = Rule(
    "unclosed-object", .error, [.perfetto, .chrome, .devtools],
    "The object is not closed: no viewer opens it (Perfetto: \"JSON trace file is incomplete\").",
    "Finish the file with `stretto repair`.")
  static let notFinite = Rule(
    "not-finite", .error, [.perfetto, .chrome, .devtools],
    "NaN or Infinity stands where a number belongs: no viewer opens the file.",
    "Leave the field out; JSON has no such number.")
  static let notFiniteArgument = Rule(
    "not-finite-argument", .error, [.chrome, .devtools],
    "NaN or Infinity stands in args or beside the events: chrome://tracing and DevTools lose the "
      + "file.",
    "Write null, or the word as a string.")
  static let controlCharacter = Rule(
    "control-character", .error, [.chrome, .devtools],
    "A string holds a raw control character: chrome://tracing and DevTools lose the file.",
    "Escape what is below U+0020: \\t, \\n, \\u0001.")
  static let badEscape = Rule(
    "bad-escape", .error, [.chrome, .devtools],
    "A backslash stands before a character that JSON does not escape: chrome://tracing and "
      + "DevTools lose the file.",
    "Write a backslash as \\\\.")
  static let invalidUTF8 = Rule(
    "invalid-utf8", .warning, [.perfetto, .chrome, .devtools],
    "A string is no valid UTF-8: viewers show replacement characters, and different names may "
      + "become one.",
    "Write valid UTF-8, without lone surrogates.")
  static let escapedName = Rule(
    "escaped-name", .warning, [.perfetto],
    "Perfetto (v52) shows the escapes in names as they stand, all but \\\": \\u00e9, \\n, \\\\.",
    "Write raw UTF-8 (in Python ensure_ascii=False), and names without backslashes and line feeds.")
}
