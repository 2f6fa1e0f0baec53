import TraceModel

extension Producer {
  /// `.ninja_log` in Chrome's format, as ninjatracing writes it: one span a
  /// command, on the lowest lane that is free.
  static let ninja = Producer(
    name: "ninja",
    recognise: { facts in
      // Beside commands there may be what their compilers recorded.
      let targets = facts.spans(of: "targets")
      let isAll = targets == facts.trace.spans.count
      return targets > 0 && (isAll || facts.spans(named: "ExecuteCompiler") > 0)
        ? "spans of category targets" : nil
    },
    plan: { facts in
      let rule = RuleTable(facts) { $0 == "targets" ? .task : nil }
      var plan = Plan(model: "ninja", meaning: { rule($0.category) ?? .plain })
      plan.notes = [
        "a task is a build command; a slot is a lane of the file, of which there are as many as"
          + " commands ran at once, not as many as -j allowed",
        "ninja records when commands began and ended: waiting for a core, for memory or for the"
          + " disk counts as work, and what a command had to wait for is not recorded",
      ]
      return plan
    })
}
