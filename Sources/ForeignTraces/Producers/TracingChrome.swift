import TraceModel

extension Producer {
  /// Rust's tracing with tracing-chrome: spans of the program by thread.
  static let tracingChrome = Producer(
    name: "tracing-chrome",
    recognise: { facts in
      let isEvent = RuleTable(facts) { name in
        name.hasPrefix("event ") && name.contains(".rs:") ? .plain : nil
      }
      let found = facts.trace.instants.prefix(100_000).contains { isEvent($0.name.index) != nil }
      return found ? "marks named after lines of Rust source" : nil
    },
    plan: { facts in
      var plan = GenericRules.plan(facts)
      plan.model = "rust"
      plan.isPlain = false
      plan.notes.insert(
        "a span is entered and left by the program; an async span that is entered many times is"
          + " many tasks, and time between its polls is not recorded", at: 0)
      return plan
    })
}
