extension RuleCase {
  private static func end(
    _ phase: String, _ ts: Int, _ id: String = #""id2":{"local":"0x1"}"#, name: String = "a",
    cat: String = "c"
  ) -> String {
    #"{"ph":"\#(phase)","name":"\#(name)","cat":"\#(cat)","pid":1,"tid":1,"ts":\#(ts),\#(id)}"#
  }
  private static let pair = end("b", 2) + "," + end("e", 3)

  static let async: [RuleCase] = [
    RuleCase("async-no-id", end("b", 2, #""x":1"#), near: pair),
    RuleCase(
      "async-no-cat", #"{"ph":"n","name":"a","pid":1,"tid":1,"ts":2,"id2":{"local":"1"}}"#,
      near: #"{"ph":"n","name":"a","cat":"","pid":1,"tid":1,"ts":2,"id2":{"local":"1"}}"#),
    RuleCase("async-both-ids", end("n", 2, #""id":1,"id2":{"local":1}"#), near: pair),
    RuleCase("async-bad-id2", end("n", 2, #""id2":{"locale":1}"#), near: pair),
    RuleCase("async-plain-id", end("n", 2, #""id":"0x1""#), near: pair),
    RuleCase("async-unfinished", end("b", 2) + "," + end("e", 3, cat: "d"), near: pair),
    RuleCase(
      "async-end-alone", end("b", 4) + "," + end("e", 3),
      near: end("e", 3) + "," + end("b", 2)),
    RuleCase("async-end-name", end("b", 2) + "," + end("e", 3, name: "b"), near: pair),
    RuleCase(
      "async-crossing",
      end("b", 2) + "," + end("b", 3, name: "b") + "," + end("e", 4) + ","
        + end("e", 5, name: "b"),
      near: end("b", 2) + "," + end("b", 3, name: "b") + "," + end("e", 4, name: "b") + ","
        + end("e", 5)),
    RuleCase("async-hidden", pair, near: #"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2}"#),
  ]

  private static func flow(
    _ phase: String, _ ts: Double, _ id: String, tid: Int = 1, name: String = "a",
    bp: String = #""bp":"e""#
  ) -> String {
    #"{"ph":"\#(phase)","name":"\#(name)","cat":"c","pid":1,"tid":\#(tid),"ts":\#(ts),"id":\#(id),\#(bp)}"#
  }
  private static let arrow = flow("s", 2, "7") + "," + flow("f", 3, "7")

  static let flows: [RuleCase] = [
    RuleCase(
      "flow-no-id", #"{"ph":"s","name":"a","cat":"c","pid":1,"tid":1,"ts":2}"#, near: arrow),
    RuleCase(
      "flow-text-id", flow("s", 2, #""task-7""#) + "," + flow("f", 3, #""task-7""#),
      near: flow("s", 2, #""0xDead""#) + "," + flow("f", 3, #""0xDead""#)),
    RuleCase(
      "flow-reuse", arrow + "," + flow("s", 4, "7") + "," + flow("f", 5, "7"),
      near: arrow + "," + flow("s", 4, "8") + "," + flow("f", 5, "8")),
    RuleCase("flow-end-alone", flow("s", 2, "7") + "," + flow("f", 3, "7", name: "b"), near: arrow),
    RuleCase("flow-end-alone", flow("s", 4, "7") + "," + flow("f", 3, "7"), near: arrow),
    RuleCase(
      "flow-end-alone", flow("f", 3, "7") + "," + flow("s", 3, "7"),
      near: flow("s", 3, "7") + "," + flow("f", 3, "7")),
    RuleCase("flow-start-alone", flow("s", 2, "7"), near: arrow),
    RuleCase(
      "flow-unbound", flow("s", 2, "7") + "," + flow("f", 1001.5, "7"),
      near: flow("s", 1, "7") + "," + flow("f", 1001, "7")),
    RuleCase("flow-unbound", flow("s", 2, "7") + "," + flow("f", 3, "7", tid: 2), near: arrow),
    RuleCase("flow-no-bp", flow("s", 2, "7") + "," + flow("f", 3, "7", bp: #""x":1"#), near: arrow),
    RuleCase(
      "flow-no-direction", #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":2,"dur":1,"bind_id":"7"}"#,
      near:
        #"{"ph":"X","name":"a","pid":1,"tid":1,"ts":2,"dur":1,"bind_id":"7","flow_out":true}"#),
  ]

  private static func counter(
    _ ts: Int, _ args: String, tid: Int = 1, name: String = "n"
  ) -> String {
    #"{"ph":"C","name":"\#(name)","pid":1,"tid":\#(tid),"ts":\#(ts),"args":\#(args)}"#
  }

  static let counters: [RuleCase] = [
    RuleCase("counter-no-args", counter(2, "{}"), near: counter(2, #"{"a":1}"#)),
    RuleCase("counter-not-number", counter(2, #"{"a":"one"}"#), near: counter(2, #"{"a":"1"}"#)),
    RuleCase("counter-not-number", counter(2, #"{"a":null}"#), near: counter(2, #"{"a":-1.5e3}"#)),
    RuleCase(
      "counter-new-series", counter(2, #"{"a":1}"#) + "," + counter(3, #"{"a":1,"b":2}"#),
      near: counter(2, #"{"a":1,"b":2}"#) + "," + counter(3, #"{"a":1}"#)),
    RuleCase(
      "counter-two-threads", counter(2, #"{"a":1}"#) + "," + counter(3, #"{"a":1}"#, tid: 2),
      near: counter(2, #"{"a":1}"#) + "," + counter(3, #"{"a":1}"#, tid: 2, name: "m")),
    RuleCase(
      "counter-last-value", counter(3, #"{"a":1}"#) + "," + counter(2, #"{"a":0}"#),
      near: counter(3, #"{"a":0}"#) + "," + counter(2, #"{"a":1}"#)),
  ]

  static let metadata: [RuleCase] = [
    RuleCase(
      "metadata-no-args", #"{"ph":"M","name":"thread_name","pid":1,"tid":1}"#,
      near: #"{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"a"}}"#),
    RuleCase(
      "unknown-metadata", #"{"ph":"M","name":"thread_colour","pid":1,"tid":1,"args":{}}"#,
      near: #"{"ph":"M","name":"num_cpus","pid":1,"tid":1,"args":{"number":2}}"#),
    RuleCase(
      "process-labels", #"{"ph":"M","name":"process_labels","pid":1,"args":{"labels":"a"}}"#,
      near: #"{"ph":"M","name":"process_name","pid":1,"args":{"name":"a"}}"#),
    RuleCase(
      "sort-index",
      #"{"ph":"M","name":"thread_sort_index","pid":1,"tid":1,"args":{"sort_index":1}}"#,
      near: #"{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"a"}}"#),
  ]

  static let all: [RuleCase] = [
    container, text, root, fields, times, spans, async, flows, counters, metadata,
  ].flatMap { $0 }
}
