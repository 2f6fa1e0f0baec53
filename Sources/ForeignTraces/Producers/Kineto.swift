import TraceModel

extension Producer {
  /// The PyTorch profiler (Kineto): device streams are the slots where there
  /// are any, else CPU threads.
  static let kineto = Producer(
    name: "PyTorch profiler",
    recognise: { facts in
      let words = [
        "Operator", "cpu_op", "Kernel", "kernel", "gpu_memcpy", "cuda_runtime", "Runtime",
        "user_annotation", "python_function",
      ]
      let found = facts.occurring(words)
      if found >= 1, facts.hint("deviceProperties") != nil || facts.hint("schemaVersion") != nil {
        return "schemaVersion or deviceProperties, and PyTorch's categories"
      }
      let spans = facts.lane { $0.name.hasPrefix("PyTorch Profiler") } != nil
      return found >= 2 && (spans || facts.spans(of: "Trace") > 0)
        ? "\(found) of PyTorch's categories" : nil
    },
    plan: { facts in
      let devices = KinetoDevices(facts)
      var plan = devices.lanes.contains(true) ? devices.plan() : KinetoThreads(facts).plan()
      plan.repetitions = plan.parts.first { $0.name == KinetoRules.stepsName }?.count
      return plan
    })
}

/// What both kinds of PyTorch traces share.
enum KinetoRules {
  /// Profiled iterations.
  static func isStep(_ name: String) -> Bool { name.hasPrefix("ProfilerStep#") }

  static let stepsName = "profiled steps"

  /// Collectives, by the names of PyTorch's back ends.
  static func isCommunication(_ name: String) -> Bool {
    let folded = name.prefix(256).lowercased()
    return ["nccl", "gloo:", "mpi:", "ucc:", "c10d::", "rccl"].contains { folded.hasPrefix($0) }
      || folded.contains("nccldevkernel") || folded.contains("ncclkernel")
  }

  /// The profiler's own span over all it recorded.
  static func window(_ facts: TraceFacts) -> (start: Nanoseconds, end: Nanoseconds)? {
    let trace = facts.trace
    guard let category = trace.names.find("Trace")?.index else { return nil }
    let index = trace.spans.indices.first {
      trace.spans.categoryNames[$0] == category
        && trace.names[trace.spans[$0].name].hasPrefix("PyTorch Profiler")
    }
    return index.map { (trace.spans[$0].start, trace.spans[$0].end) }
  }

  static let windowNote = "the run is the stretch that the profiler recorded"

  /// Iterations, data loading and the optimizer, on the threads of the CPU.
  static func parts(_ facts: TraceFacts) -> [TracePart] {
    let kinds: [(String, (String) -> Bool)] = [
      (stepsName, isStep),
      ("loading data in the training thread", { $0.hasPrefix("enumerate(DataLoader)#") }),
      ("optimizer", { $0.hasPrefix("Optimizer.step#") }),
    ]
    return kinds.compactMap { name, condition in
      let rule = RuleTable(facts) { condition($0) ? .task : nil }
      return facts.part(name) { rule(facts.trace.spans.names[$0]) != nil }
    }
  }
}
