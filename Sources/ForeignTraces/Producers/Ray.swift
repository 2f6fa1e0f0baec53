import TraceModel

extension Producer {
  /// `ray timeline`: tasks on worker processes of one or more machines.
  static let ray = Producer(
    name: "Ray",
    recognise: { facts in
      let isWorker = facts.lane { $0.name.hasPrefix("worker:") && $0.id.hasTextThread } != nil
      let isTask = facts.words.keys.contains { $0.hasPrefix("task::") || $0 == "task:execute" }
      return isWorker && (isTask || facts.spans(of: "task") > 0)
        ? "workers named by Ray, with its task events" : nil
    },
    plan: RayRules.plan)
}

private enum RayRules {
  static func plan(_ facts: TraceFacts) -> Plan {
    let isDetailed = facts.spans(of: "task:execute") > 0
    let rule = RuleTable(facts) { meaning($0, isDetailed: isDetailed) }
    var plan = Plan(model: "ray", meaning: { rule($0.category) ?? .plain })
    for (index, lane) in facts.trace.lanes.enumerated() {
      if lane.name.hasPrefix("worker:") { plan.roles[index] = .worker }
      if lane.name.hasPrefix("driver:") {
        plan.roles[index] = .coordinator
        plan.runLane = plan.runLane ?? index
      }
    }
    let machines = Set(facts.trace.lanes.map(\.id.process)).count
    plan.notes = [
      isDetailed
        ? "a slot is a worker process and a task the execution of a remote function;"
          + " its arguments' and results' transfer is serialization"
        : "a slot is a worker process and a task a remote function from arguments to result",
      "a worker that was idle all the time is not in the file; inside a task waiting counts as"
        + " work, save for ray.get and ray.wait (join)",
    ]
    if machines > 1 {
      plan.notes.append(
        "\(machines) machines: Ray does not align their clocks, so overlap between them is as"
          + " exact as their clocks agree")
    }
    return plan
  }

  private static func meaning(_ category: String, isDetailed: Bool) -> Meaning? {
    switch category {
    case "task:execute": return .task
    case "task:deserialize_arguments", "task:store_outputs":
      return isDetailed ? .phase(.serialize) : .plain
    case "submit_task": return .phase(.dispatch)
    case "wait_for_function", "fetch_and_run_function", "register_remote_function",
      "register_actor":
      return .phase(.startup)
    case "ray.get", "ray.wait": return .wait(.join)
    default:
      let isTask = category.hasPrefix("task::") || category == "task"
      return isTask && !isDetailed ? .task : nil
    }
  }
}
