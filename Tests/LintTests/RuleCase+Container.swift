extension RuleCase {
  private static let whole = #"{"traceEvents":["# + TraceBytes.base + "]}"
  private static let member = TraceBytes.member(whole)
  private static let good = TraceBytes.gzip(member)

  static let container: [RuleCase] = [
    RuleCase(
      "gzip-members", .gzip(TraceBytes.member(whole + " ") + TraceBytes.member(" ")), near: good),
    RuleCase("gzip-cut", .gzip(member.dropLast(8)), near: good),
    RuleCase(
      "gzip-checksum", .gzip(member.dropLast(8) + [0, 0, 0, 0] + member.suffix(4)), near: good),
    RuleCase("gzip-damaged", .gzip(member.prefix(11) + [1, 0, 0, 0, 7]), near: good),
    RuleCase("gzip-trailing", .gzip(member + [0, 0, 0]), near: good),
    RuleCase("file-name", TraceBytes(bytes: member), near: good),
    RuleCase(
      "file-name", TraceBytes(bytes: Array(whole.utf8), name: "trace.json.gz"), near: .text(whole)),
    RuleCase("empty-file", .text(" \n"), near: .text(whole)),
  ]

  static let text: [RuleCase] = [
    RuleCase(
      "byte-order-mark", .text("\u{FEFF}" + whole),
      near: .events(#"{"ph":"i","name":"\#u{FEFF}","pid":1,"tid":1,"ts":2}"#)),
    RuleCase("not-json", .text("trace"), near: .text(whole)),
    RuleCase("perfetto-start", .text("[]"), near: .text("[ \n" + TraceBytes.base + "]")),
    RuleCase(
      "invalid-json", #"{"ph":"i","name":"say "hi"","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"say \"hi\"","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "invalid-json", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":02}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":0.2e1}"#),
    RuleCase(
      "trailing-comma", .text(#"{"traceEvents":["# + TraceBytes.base + ",]}"), near: .text(whole)),
    RuleCase(
      "trailing-comma", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":[1,2,]}}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":[1,2],"b":[],"c":{}}}"#),
    RuleCase("trailing-text", .text(whole + "\nend"), near: .text(whole + "\n \t")),
    RuleCase(
      "json-lines", .text(TraceBytes.base + "\n" + TraceBytes.base),
      near: .text("[" + TraceBytes.base + "\n," + TraceBytes.base + "]")),
    RuleCase(
      "unclosed-array", .text("[" + TraceBytes.base + ",\n"),
      near: .text("[" + TraceBytes.base + "]")),
    RuleCase(
      "cut-in-event", .text("[" + TraceBytes.base + "," + TraceBytes.base.dropLast(3)),
      near: .text("[" + TraceBytes.base)),
    RuleCase("unclosed-object", .text(String(whole.dropLast())), near: .text(whole)),
    RuleCase(
      "not-finite", #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":NaN}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":1,"args":{"NaN":"Infinity"}}"#),
    RuleCase(
      "not-finite-argument",
      #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":-Infinity}}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":null}}"#),
    RuleCase(
      "control-character", "{\"ph\":\"i\",\"name\":\"a\tb\",\"pid\":1,\"tid\":1,\"ts\":2}",
      near: #"{"ph":"i","name":"a\tb","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "bad-escape", #"{"ph":"i","name":"C:\dir","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"C:\\dir","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "invalid-utf8",
      TraceBytes(
        bytes: Array(#"{"traceEvents":[{"ph":"i","name":""#.utf8) + [0xE2, 0x82]
          + Array(#"","pid":1,"tid":1,"ts":2}]}"#.utf8)),
      near: .events(#"{"ph":"i","name":"€ 😀","pid":1,"tid":1,"ts":2}"#)),
    RuleCase(
      "invalid-utf8", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":"\ud83d!"}}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":"\ud83d\ude00"}}"#),
    RuleCase(
      "escaped-name", #"{"ph":"i","name":"\u00e9","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"é\"","pid":1,"tid":1,"ts":2,"args":{"a":"\u00e9"}}"#),
  ]

  static let root: [RuleCase] = [
    RuleCase("no-events", .text(#"{"otherData":{}}"#), near: .text(whole)),
    RuleCase(
      "display-time-unit",
      .text(#"{"displayTimeUnit":"us","traceEvents":["# + TraceBytes.base + "]}"),
      near: .text(#"{"displayTimeUnit":"ns","traceEvents":["# + TraceBytes.base + "]}")),
    RuleCase("event-not-object", "null", near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "stack-frames", .text(#"{"stackFrames":{},"traceEvents":["# + TraceBytes.base + "]}"),
      near: .text(#"{"otherData":{"stackFrames":{}},"traceEvents":["# + TraceBytes.base + "]}")),
    RuleCase(
      "chrome-only-key", .text(#"{"traceAnnotations":[],"traceEvents":["# + TraceBytes.base + "]}"),
      near: .text(#"{"metadata":{"traceAnnotations":[]},"traceEvents":["# + TraceBytes.base + "]}")),
    RuleCase(
      "too-deep",
      #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":"#
        + String(repeating: "[", count: 1025) + String(repeating: "]", count: 1025) + "}}",
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2,"args":{"a":"#
        + String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024) + "}}"),
  ]
}
