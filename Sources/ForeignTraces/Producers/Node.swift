import TraceModel

extension Producer {
  /// node's `--trace-event-categories`: the event loop, its pool, and what is in flight.
  static let node = Producer(
    name: "Node.js",
    recognise: { facts in
      let isNode = facts.words.keys.contains { $0.hasPrefix("node.") }
      return isNode && facts.spans(of: "node") > 0 ? "categories of node" : nil
    },
    plan: NodeRules.plan)
}

private enum NodeRules {
  static func plan(_ facts: TraceFacts) -> Plan {
    let operations = RuleTable(facts, operation)
    let callbacks = RuleTable(facts) { $0.hasSuffix("_CALLBACK") ? .task : nil }
    let main = facts.lane { $0.name == "JavaScriptMainThread" } ?? facts.busiestLane
    var plan = Plan(model: "node", meaning: { _ in .task })
    plan.asyncMeaning = { span in
      if callbacks(span.name.index) != nil { return .onLane }
      return operations(span.categoryName.index) == nil ? .plain : .task(.io)
    }
    plan.runLane = main
    plan.roles[main] = .loop
    plan.notes = [
      "lanes are threads: the main thread is busy in callbacks and in what V8 and node record"
        + " there, pool threads in their work",
      "requests, file operations and connections count as tasks in flight that wait for io from"
        + " begin to end, also while the main thread has not come to them yet",
    ]
    return plan
  }

  private static func operation(_ category: String) -> Meaning? {
    let kinds = ["node.http", "node.fs.async", "node.net.native", "node.dns.native"]
    let isOperation = category.split(separator: ",", maxSplits: 16)
      .contains { kinds.contains(String($0.trimmingSpace)) }
    return isOperation ? .task : nil
  }
}
