import TraceModel

extension Producer {
  /// Bazel's `--profile`: the threads that execute actions are the slots.
  static let bazel = Producer(
    name: "Bazel",
    recognise: { facts in
      let words = [
        "build phase marker", "action processing", "skyframe evaluator", "critical path component",
        "package creation", "complete action execution",
      ]
      let found = facts.occurring(words)
      guard found >= 2 else { return nil }
      return facts.hint("otherData.build_id") != nil || facts.hint("otherData.bazel_version") != nil
        ? "Bazel's categories, and otherData with its build" : "\(found) of Bazel's categories"
    },
    plan: BazelRules.plan)
}

private enum BazelRules {
  static let action = "action processing"

  /// The names of the marks with which phases begin; one that is not known is not repeated.
  private static let phases: Set = [
    "Launch Blaze", "Initialize command", "Evaluate target patterns",
    "Load and analyze dependencies", "Load, analyze dependencies and build artifacts",
    "Analyze licenses", "Prepare for build", "Build artifacts", "Complete build",
  ]

  static func plan(_ facts: TraceFacts) -> Plan {
    let rule = RuleTable(facts, meaning)
    let main = facts.lane { $0.name == "Main Thread" || $0.name.hasPrefix("grpc-command") }
    var plan = Plan(model: "bazel", meaning: { rule($0.category) ?? .plain })
    plan.runLane = main
    if let main { plan.roles[main] = .coordinator }
    plan.windowNote = "the run is the whole invocation, from Bazel's first event to its last"
    plan.window = extent(facts)
    plan.parts = parts(facts)
    plan.notes = [
      "a task is an action from its start to its end on a thread that executes actions; loading"
        + " and analysis are no tasks, and time before the first action is serial",
      "waits for a worker process or for resources count as lock, remote execution and downloads"
        + " as io; all other time of an action counts as work, also where its process waits",
      "a slot is a thread that executed at least one action: how many --jobs allowed is not in"
        + " the file",
    ]
    return plan
  }

  private static func meaning(_ category: String) -> Meaning? {
    switch category {
    case action: .task
    case "borrowing a worker", "action resource lock", "Acquiring dynamic execution output lock",
      "Remote execution queuing time":
      .wait(.lock)
    case "remote action execution", "Remote execution process wall time",
      "Remote execution file fetching", "Remote execution upload time", "Remote execution setup",
      "remote action cache check", "remote output download", "remote network":
      .wait(.io)
    case "critical path component": .dropped
    default: nil
    }
  }

  /// All events but the copy on the lane of the critical path.
  private static func extent(_ facts: TraceFacts) -> (start: Nanoseconds, end: Nanoseconds)? {
    let trace = facts.trace
    let copy = trace.names.find("critical path component")?.index
    var (first, last) = (Int64.max, Int64.min)
    for index in trace.spans.indices where trace.spans.categoryNames[index] != copy {
      first = min(first, trace.spans.starts[index])
      last = max(last, trace.spans.ends[index])
    }
    for instant in trace.instants {
      first = min(first, instant.time.count)
      last = max(last, instant.time.count)
    }
    return first > last ? nil : (Nanoseconds(first), Nanoseconds(last))
  }

  private static func parts(_ facts: TraceFacts) -> [TracePart] {
    phaseParts(facts) + kindParts(facts)
  }

  /// The phases, each until the next begins, so that together they are the run.
  private static func phaseParts(_ facts: TraceFacts) -> [TracePart] {
    let trace = facts.trace
    guard let extent = extent(facts) else { return [] }
    let marks = trace.instants.filter { trace.names[$0.categoryName] == "build phase marker" }
      .sorted { $0.time < $1.time }.prefix(64)
    // What comes before the first mark is the launch, which has a span instead of one.
    var bounds = [(name: "Launch Blaze", start: extent.start)]
    bounds += marks.map {
      (phases.contains($0.text(in: trace)) ? $0.text(in: trace) : "another phase", $0.time)
    }
    return bounds.indices.map { index in
      let next = index + 1 < bounds.count ? bounds[index + 1].start : extent.end
      return TracePart(
        name: bounds[index].name, time: next - bounds[index].start, count: 1, isPhase: true)
    }
  }

  private static func kindParts(_ facts: TraceFacts) -> [TracePart] {
    let kinds = [
      (action, "any action running"),
      ("Starlark repository function call", "repository rules"),
      ("Fetching repository", "fetching repositories"),
      ("borrowing a worker", "any action waiting for a worker"),
      ("critical path component", "critical path, as Bazel reckons it"),
    ]
    return kinds.compactMap { category, name in
      guard let id = facts.trace.names.find(category)?.index else { return nil }
      return facts.part(name) { facts.trace.spans.categoryNames[$0] == id }
    }
  }
}

extension Instant {
  fileprivate func text(in trace: Trace) -> String { trace.names[name] }
}
