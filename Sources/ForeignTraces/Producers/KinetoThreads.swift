import TraceModel

/// A PyTorch trace without device activity: operators on threads of the CPU.
struct KinetoThreads {
  let facts: TraceFacts

  init(_ facts: TraceFacts) { self.facts = facts }

  func plan() -> Plan {
    let byCategory = RuleTable(facts) { category in
      switch category {
      case "Operator", "cpu_op", "user_annotation": .task
      // One event over all that was recorded; marks of the profiler itself.
      case "Trace", "overhead": .dropped
      default: nil
      }
    }
    let byName = RuleTable(facts) { name in
      if KinetoRules.isStep(name) { return .plain }
      return KinetoRules.isCommunication(name) ? .waitingTask(.io) : nil
    }
    var plan = Plan(
      model: "pytorch-cpu",
      meaning: { question in
        switch byCategory(question.category) {
        case .task?: byName(question.name) ?? .task
        case let meaning?: meaning
        case nil: .plain
        }
      })
    plan.window = KinetoRules.window(facts)
    if plan.window != nil { plan.windowNote = KinetoRules.windowNote }
    plan.parts = KinetoRules.parts(facts)
    plan.notes = [
      "a lane is a thread and busy while an operator runs; collectives (gloo, nccl and the like)"
        + " count as io; Python code between operators is not recorded and counts as idle"
    ]
    return plan
  }
}
