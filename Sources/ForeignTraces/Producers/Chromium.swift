import TraceModel

extension Producer {
  /// Chromium and what is built like it: tracing, DevTools, Perfetto's export of either.
  static let chromium = Producer(
    name: "Chromium",
    recognise: { facts in
      let thread = facts.lane { lane in
        ["CrBrowserMain", "CrRendererMain", "Chrome_ChildIOThread", "CrGpuMain", "Chrome_IOThread"]
          .contains(lane.name)
      }
      if thread != nil { return "threads named as Chromium names them" }
      if facts.hint("metadata.source") == "DevTools" { return "metadata names DevTools" }
      let words = [
        "toplevel", "cc", "blink", "webkit", "gpu", "renderer", "renderer_host", "ipc", "loading",
        "devtools.timeline", "benchmark", "viz",
      ]
      let found = facts.occurring(words)
      return found >= 3 ? "\(found) of Chromium's categories" : nil
    },
    plan: { facts in
      let byCategory = RuleTable(facts) { $0 == "trace_event_overhead" ? .dropped : nil }
      let byName = RuleTable(facts) { name in
        waits.contains { name.hasPrefix($0) } ? .wait(.unknown) : nil
      }
      var plan = Plan(
        model: "chromium",
        meaning: { byCategory($0.category) ?? byName($0.name) ?? .task })
      plan.nestedWaits = .outermost
      plan.runLane = facts.lane { $0.name == "CrBrowserMain" || $0.name == "CrRendererMain" }
      plan.cores = facts.hint("metadata.hardwareConcurrency").flatMap { Int($0) }
        .flatMap { (1...4096).contains($0) ? $0 : nil }
      plan.notes = [
        "a lane is a thread and a task what is outermost on it; async operations and frames in"
          + " flight are not counted",
        "of waiting only named waits are known, without a reason; a thread that was preempted or"
          + " blocked inside a task counts as working",
      ]
      return plan
    })

  private static let waits = [
    "WaitableEvent::", "ConditionVariable::Wait", "ConditionVariable::TimedWait",
  ]
}
