import TraceModel

extension DemandMaker {
  /// Whether threads share an interpreter lock: a wait for it was seen, or the metadata names a
  /// runtime that has one.
  var hasGIL: Bool? {
    if facts.waits.contains(where: { $0.reason == .gil }) { return true }
    guard let versions = trace.metadata?.versions else { return nil }
    for name in ["cpython", "python"] {
      guard let version = versions[name] else { continue }
      return !version.contains("free-threading") && !version.contains("free-threaded")
    }
    return versions["swift"] == nil ? nil : false
  }

  /// g: the work of lanes that also wait for the lock, by all work (METHOD 8.3: the estimate
  /// without probes).
  func gilShare(_ hasGIL: Bool?) -> Double? {
    if hasGIL == false { return 0 }
    let lanes = Set(facts.waits.filter { $0.reason == .gil }.map(\.lane))
    guard !lanes.isEmpty else { return nil }
    var held: Int64 = 0
    var all: Int64 = 0
    for lane in facts.lanes.indices where facts.lanes[lane].isBorn {
      let work = timelines.work(on: lane)
      all += work
      if lanes.contains(Int32(truncatingIfNeeded: lane)) { held += work }
    }
    return all > 0 ? Double(held) / Double(all) : nil
  }

  /// β: I/O that held a loop, by all I/O of async tasks.
  func blockingShare(_ demands: RunDemands) -> Double? {
    guard facts.tasks.contains(where: \.isAsync) else { return nil }
    let all = demands.time(.io).count
    guard all > 0 else { return nil }
    let held = demands.tasks.reduce(Int64(0)) { sum, task in
      task.phases.reduce(sum) { $1.kind == .io && $1.holdsLoop ? $0 + $1.time.count : $0 }
    }
    return Double(held) / Double(all)
  }
}

extension Timelines {
  fileprivate func work(on lane: Int) -> Int64 {
    var time: Int64 = 0
    forEach(.lane(lane), from: 0, to: makespan) { start, end, state in
      if state == .work { time += end - start }
    }
    return time
  }
}
