import TraceModel

/// A PyTorch trace with device activity: kernels and transfers on streams.
///
/// Compute against transfers and collectives is HTA's overlap of computation
/// and communication (METHOD section 5).
struct KinetoDevices {
  let facts: TraceFacts
  /// By lane: whether it is a stream of a device.
  private(set) var lanes: [Bool]

  private static let kernels: Set = ["Kernel", "kernel"]
  private static let transfers: Set = ["Memcpy", "Memset", "gpu_memcpy", "gpu_memset"]

  init(_ facts: TraceFacts) {
    self.facts = facts
    lanes = Array(repeating: false, count: facts.trace.lanes.count)
    let rule = RuleTable(facts, KinetoDevices.meaning)
    let spans = facts.trace.spans
    for index in spans.indices where rule(spans.categoryNames[index]) != nil {
      lanes[Int(spans.lanes[index])] = true
    }
  }

  private static func meaning(_ category: String) -> Meaning? {
    if kernels.contains(category) { return .task }
    return transfers.contains(category) ? .waitingTask(.io) : nil
  }

  func plan() -> Plan {
    let byCategory = RuleTable(facts, KinetoDevices.meaning)
    let byName = RuleTable(facts) {
      KinetoRules.isCommunication($0) ? .waitingTask(.io) : nil
    }
    let lanes = lanes
    var plan = Plan(
      model: "pytorch-gpu",
      meaning: { question in
        switch byCategory(question.category) {
        case .task?: byName(question.name) ?? .task
        case let meaning?: meaning
        case nil: .plain
        }
      })
    plan.mergesNested = false
    for lane in lanes.indices where lanes[lane] { plan.roles[lane] = .worker }
    plan.runLane = trainingThread
    plan.roles[trainingThread] = .coordinator
    plan.window = KinetoRules.window(facts)
    if plan.window != nil { plan.windowNote = KinetoRules.windowNote }
    plan.isSubmission = { $0.end.map { lanes[Int($0.lane)] } ?? false }
    plan.parts = KinetoRules.parts(facts)
    plan.notes = [
      "a slot is a device stream and a task a kernel or a transfer; the threads of the CPU are"
        + " no slots, and a core is a stream: several streams share one device",
      "transfers (memcpy, memset) and collectives (nccl and the like) count as io, all other"
        + " kernels as work; dispatch is launched but not begun, serial is nothing launched",
    ]
    return plan
  }

  /// The thread with the profiled steps, else the busiest that is no stream.
  private var trainingThread: Int {
    let spans = facts.trace.spans
    let rule = RuleTable(facts) { KinetoRules.isStep($0) ? .task : nil }
    if let step = spans.indices.first(where: { rule(spans.names[$0]) != nil }) {
      return Int(spans.lanes[step])
    }
    return lanes.indices.filter { !lanes[$0] }
      .max { (facts.spansByLane[$0], $1) < (facts.spansByLane[$1], $0) } ?? 0
  }
}
