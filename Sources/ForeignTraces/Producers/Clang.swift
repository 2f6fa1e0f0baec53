import TraceModel

extension Producer {
  /// clang's `-ftime-trace`: one compilation on one thread.
  static let clang = Producer(
    name: "clang -ftime-trace",
    recognise: { facts in
      if facts.spans(named: "ExecuteCompiler") > 0, facts.spans(named: "Total ExecuteCompiler") > 0
      {
        return "ExecuteCompiler and its total"
      }
      let isCompiler = facts.spans(named: "Frontend") + facts.spans(named: "Backend") > 0
      return facts.hint("beginningOfTime") != nil && isCompiler
        ? "beginningOfTime, and spans of the front or back end" : nil
    },
    plan: { facts in
      let rule = RuleTable(facts) { $0.hasPrefix("Total ") ? .dropped : nil }
      var plan = Plan(model: "clang", meaning: { rule($0.name) ?? .task })
      plan.parts = ["Frontend", "Backend", "Optimizer"].compactMap { name in
        let id = facts.trace.names.find(name)?.index
        return facts.part(name) { facts.trace.spans.names[$0] == id }
      }
      plan.notes = [
        "a lane is a thread of the compiler and a task what is outermost on it; nested spans are"
          + " no concurrency, and the totals that clang appends are left out",
        "one compilation says nothing of a build: give the build system's own profile for that",
      ]
      return plan
    })
}
