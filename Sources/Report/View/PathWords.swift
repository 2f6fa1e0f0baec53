import Analysis
import TraceFile
import TraceModel

/// A row of the critical path's composition.
struct PathRow {
  var state: Bucket
  var text: String
  var time: Nanoseconds

  var json: JSONValue {
    .object([
      JSONMember("state", .string(state.word)),
      JSONMember("text", .string(text)),
      JSONMember("ns", .time(time)),
    ])
  }
}

extension ViewedRun {
  /// The composition of the critical path, the longest first: they sum to the makespan.
  var pathRows: [PathRow] {
    guard let ledger = analysis.criticalPath else { return [] }
    return ledger.nonZero.sorted { (-$0.time.count, $0.bucket) < (-$1.time.count, $1.bucket) }.map {
      PathRow(state: $0.bucket, text: pathText($0.bucket), time: $0.time)
    }
  }

  /// "tasks running on worker 2": what the path did, and where when that is one lane.
  private func pathText(_ state: Bucket) -> String {
    let text = state.pathWords
    let lanes = Set((view.path ?? []).filter { $0.state == state }.map(\.lane))
    guard lanes.count == 1, let only = lanes.first, let lane = only else { return text }
    let name = view.lanes.first { $0.key.task == nil && $0.key.lane == lane }?.name ?? ""
    return name.isEmpty ? text : "\(text), on \(sanitised(name))"
  }

  /// What the bounds say that more cores or slots, or a cheaper executor, could win; why there is
  /// no path, where there is none.
  var pathNote: String {
    guard let ledger = analysis.criticalPath else {
      return "The trace does not tell what its tasks depend on: there is no critical path."
    }
    var sentences: [String] = []
    if view.path == nil, let count = view.pathSegments {
      sentences.append("The path has \(count) segments, too many to draw; its sums are exact.")
    }
    sentences += [moreCapacity, overhead(ledger)].compactMap { $0 }
    return sentences.joined(separator: " ")
  }

  /// METHOD 6.4: what is left when the binding resource is given without limit.
  private var moreCapacity: String? {
    guard let bounds = analysis.bounds, analysis.model != .sequential else { return nil }
    guard analysis.coresAreKnown, !analysis.coreEstimated else {
      return "What more cores could win is not known: the trace does not tell running from waiting "
        + "for a core."
    }
    let single = [
      (bounds.further.gil, "the GIL"), (bounds.further.loop, "the loop"),
      (bounds.further.coordinator, "handing out"),
    ].compactMap { bound, name in bound.map { (time: $0, name: name) } }
      .max { $0.time < $1.time }
    let (what, rest): (String, Nanoseconds)
    switch bounds.binding {
    case .cores: (what, rest) = ("More cores", max(bounds.latency, bounds.slots))
    case .slots: (what, rest) = ("More slots", max(bounds.latency, bounds.cores))
    case .latency:
      let chain =
        analysis.isBoundByCoordinator ? "coordinator's own code" : "longest chain of tasks"
      return "The \(chain) binds: neither cores nor slots would cut it below "
        + "\(Quantity.duration(bounds.latency))."
    }
    if let single, Double(single.time.count) >= 0.9 * Double(analysis.makespan.count) {
      return "\(what) would not help: \(single.name) serves one at a time, and takes "
        + "\(Quantity.duration(single.time)) of it."
    }
    let best = max(rest, single?.time ?? .zero)
    guard Double(best.count) < 0.98 * Double(analysis.makespan.count) else { return nil }
    return "\(what) could cut it to \(Quantity.duration(best)) at best."
  }

  private func overhead(_ ledger: Ledger) -> String? {
    let startup = ledger[.startup]
    guard Double(startup.count) >= 0.01 * Double(analysis.makespan.count) else { return nil }
    return "A faster start-up could win \(Quantity.duration(startup)) at most."
  }
}

extension Bucket {
  /// What the path did in a state, as a clause.
  fileprivate var pathWords: String {
    switch self {
    case .work: "tasks running"
    case .io: "waiting for input, output or a timer"
    case .runq: "ready, but no core was free"
    case .loop: "ready, but the loop was busy"
    case .dispatch: "handing tasks over"
    case .serial: "before or between tasks, nothing handed out"
    case .tail: "nothing left to hand out"
    case .handoff: "from one lane to another"
    default: meaning
    }
  }
}
