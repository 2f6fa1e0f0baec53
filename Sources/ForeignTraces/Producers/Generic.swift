import TraceModel

/// What holds for any file: outermost spans by thread; async operations where
/// there is nothing else.
enum GenericRules {
  static func plan(_ facts: TraceFacts) -> Plan {
    var plan = Plan(model: "unknown", meaning: { _ in .task })
    plan.notes = [
      "a lane is a thread and a task a span that is outermost on it; what a thread waits for"
        + " inside a span is not recorded and counts as work"
    ]
    let operations = facts.trace.asyncSpans.count
    if facts.trace.spans.isEmpty, operations > 0 {
      plan.asyncMeaning = { _ in .task(.unknown) }
      plan.notes = [
        "the file holds async operations only: each is a task in flight, and whether it works or"
          + " waits is not recorded (unattributed)"
      ]
    } else {
      plan.isPlain = true
      if operations > 0 {
        plan.notes.append(
          "async operations (b/e) beside the threads' spans are not counted: \(operations);"
            + " --task-category counts those of one category")
      }
    }
    return plan
  }
}
