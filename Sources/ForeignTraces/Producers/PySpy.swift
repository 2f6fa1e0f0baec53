import TraceModel

extension Producer {
  /// py-spy's `-f chrometrace`: stacks sampled at intervals.
  static let pySpy = Producer(
    name: "py-spy",
    recognise: { facts in
      facts.spans(of: "py-spy") > 0 ? "spans of category py-spy" : nil
    },
    plan: { facts in
      let rule = RuleTable(facts) { name in
        // Frames that only say which process and thread it is.
        name.hasPrefix("process ") || name.hasPrefix("thread (") ? .dropped : nil
      }
      var plan = Plan(model: "python", meaning: { rule($0.name) ?? .task })
      plan.notes = [
        "a lane is a thread, busy from the sample that first shows a frame to the one that no"
          + " longer does: times are no finer than the sampling interval",
        "py-spy leaves out threads that it takes for idle and keeps their last frames open until"
          + " the next sample, so that waiting may look like work; GIL waits are not recorded",
      ]
      return plan
    })
}
