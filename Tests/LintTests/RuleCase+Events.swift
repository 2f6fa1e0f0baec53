extension RuleCase {
  static let fields: [RuleCase] = [
    RuleCase("empty-event", "{}", near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "no-phase", #"{"name":"a","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "unknown-phase", #"{"ph":"XX","name":"a","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"R","name":"a","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "chrome-only-phase", #"{"ph":"N","name":"a","id":1,"pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"n","name":"a","cat":"c","id":1,"pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "thread-state", #"{"ph":"T","name":"R","pid":1,"tid":1,"ts":2,"dur":3}"#,
      near: #"{"ph":"T","name":"R","cat":"c","id":7,"pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "no-name", #"{"ph":"X","pid":1,"tid":1,"ts":2,"dur":3}"#,
      near: #"{"ph":"X","name":"","pid":1,"tid":1,"ts":2,"dur":3}"#),
    RuleCase(
      "name-not-text", #"{"ph":"X","name":5,"pid":1,"tid":1,"ts":2,"dur":3}"#,
      near: #"{"ph":"X","name":"5","pid":1,"tid":1,"ts":2,"dur":3}"#),
    RuleCase(
      "empty-name", #"{"ph":"X","name":"","pid":1,"tid":1,"ts":2,"dur":3}"#,
      near: #"{"ph":"X","name":" ","pid":1,"tid":1,"ts":2,"dur":3}"#),
    RuleCase(
      "no-pid", #"{"ph":"i","name":"a","tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","s":"g","ts":2}"#),
    RuleCase(
      "no-tid", #"{"ph":"i","name":"a","pid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","pid":1,"s":"p","ts":2}"#),
    RuleCase(
      "id-range", #"{"ph":"i","name":"a","pid":1,"tid":4294967296,"ts":2}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":4294967295,"ts":2}"#),
    RuleCase(
      "id-range", #"{"ph":"i","name":"a","pid":1,"tid":-1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":0,"ts":2}"#),
    RuleCase(
      "merged-threads",
      #"{"ph":"i","name":"a","pid":1,"tid":0,"ts":2},{"ph":"X","name":"a","pid":1,"tid":0,"ts":2,"dur":1}"#,
      near: #"{"ph":"X","name":"a","pid":2,"tid":0,"ts":2,"dur":1}"#),
    RuleCase(
      "merged-threads",
      #"{"ph":"X","name":"a","pid":7,"tid":-1,"ts":2,"dur":1},{"ph":"X","name":"a","pid":7,"tid":-2,"ts":2,"dur":1}"#,
      near:
        #"{"ph":"X","name":"a","pid":7,"tid":-1,"ts":2,"dur":1},{"ph":"X","name":"a","pid":8,"tid":-2,"ts":2,"dur":1}"#
    ),
    RuleCase(
      "text-thread-id", #"{"ph":"i","name":"a","pid":1,"tid":"stream 7","ts":2}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":"7","ts":2}"#),
    RuleCase(
      "instant-scope", #"{"ph":"i","name":"a","s":"q","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","s":"t","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "unknown-cname", #"{"ph":"i","name":"a","cname":"mauve","pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","cname":"good","pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "inline-stack", #"{"ph":"i","name":"a","stack":["f"],"pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","args":{"stack":["f"]},"pid":1,"tid":1,"ts":2}"#),
    RuleCase(
      "unknown-frame", #"{"ph":"i","name":"a","sf":7,"pid":1,"tid":1,"ts":2}"#,
      near: #"{"ph":"i","name":"a","sf":7,"pid":1,"tid":1,"ts":2}],"stackFrames":{"7":{}},"x":["#),
  ]

  static let times: [RuleCase] = [
    RuleCase(
      "no-timestamp", #"{"ph":"i","name":"a","pid":1,"tid":1}"#,
      near: #"{"ph":"M","name":"thread_name","args":{"name":"a"},"pid":1,"tid":1}"#),
    RuleCase(
      "null-time", #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":null}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":0}"#),
    RuleCase(
      "time-not-number", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":"now"}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":"12.5"}"#),
    RuleCase(
      "negative-time", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":-0.001}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":0}"#),
    RuleCase(
      "zero-time", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":0.000}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":0.001}"#),
    RuleCase(
      "far-time", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":8796093022208}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":8796093022207}"#),
    RuleCase(
      "far-fraction", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":1700000000000000.25}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":1700000000000000}"#),
    RuleCase(
      "time-overflow", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":9223372036854776}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":9223372036854775}"#),
    RuleCase(
      "finer-than-ns", #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":1.2345}"#,
      near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":1.2340}"#),
  ]

  static let spans: [RuleCase] = [
    RuleCase(
      "no-duration", #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":0}"#),
    RuleCase(
      "negative-duration", #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":-1}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":2,"dur":0}"#),
    RuleCase(
      "overlap", #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":1000,"dur":1.001}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":1000,"dur":1.0004}"#),
    RuleCase(
      "overlap", #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":0.5,"dur":10}"#,
      near: #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":0.5,"dur":2000}"#),
    RuleCase(
      "begin-end-crossing",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":900},{"ph":"E","name":"a","pid":1,"tid":1,"ts":1002}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":900},{"ph":"E","name":"a","pid":1,"tid":1,"ts":1001}"#
    ),
    RuleCase(
      "begin-end-crossing",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":1},{"ph":"E","name":"a","pid":1,"tid":1,"ts":1002}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":0.5},{"ph":"E","name":"a","pid":1,"tid":1,"ts":1002}"#
    ),
    RuleCase(
      "empty-pair",
      .text("[" + TraceBytes.base + "," + emptyPair + "]"),
      near: .text("[" + emptyPair + "," + TraceBytes.base + "]")),
    RuleCase(
      "unfinished-begin", #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2},{"ph":"E","name":"a","pid":1,"tid":1,"ts":2}"#
    ),
    RuleCase(
      "end-without-begin", #"{"ph":"E","name":"a","pid":1,"tid":1,"ts":2}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2},{"ph":"E","name":"a","pid":1,"tid":1,"ts":3}"#
    ),
    RuleCase(
      "end-mismatch",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2},{"ph":"E","name":"b","pid":1,"tid":1,"ts":3}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2},{"ph":"E","name":"","pid":1,"tid":1,"ts":3}"#
    ),
    RuleCase(
      "end-before-begin",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":3},{"ph":"E","name":"a","pid":1,"tid":1,"ts":2}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":3},{"ph":"E","name":"a","pid":1,"tid":1,"ts":3.5}"#
    ),
    RuleCase(
      "begin-order",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":3},{"ph":"B","name":"b","pid":1,"tid":1,"ts":2}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":3},{"ph":"B","name":"b","pid":1,"tid":2,"ts":2}"#
    ),
    RuleCase(
      "deep-stack", nested(513), near: nested(512)),
    RuleCase(
      "repeated-argument",
      #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2,"args":{"x":1}},{"ph":"E","name":"a","pid":1,"tid":1,"ts":3,"args":{"x":2}}"#,
      near:
        #"{"ph":"B","name":"a","pid":1,"tid":1,"ts":2,"args":{"x":1}},{"ph":"E","name":"a","pid":1,"tid":1,"ts":3,"args":{"y":2}}"#
    ),
  ]

  private static let emptyPair =
    #"{"ph":"B","name":"a","pid":1,"tid":9,"ts":0.5},{"ph":"E","name":"a","pid":1,"tid":9,"ts":0.5}"#

  /// So many spans of thread 2, each in the one before.
  private static func nested(_ count: Int) -> String {
    (0..<count).map {
      #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":\#($0 + 1),"dur":\#(2 * (count - $0))}"#
    }.joined(separator: ",\n")
  }
}
