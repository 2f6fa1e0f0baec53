import TraceModel

@testable import Analysis

extension TickEvaluator {
  mutating func findTasks() {
    for span in trace.spans where span.category == .task && touches(span.start, span.end) {
      let name = trace.names[span.task]
      let (start, end) = (relative(span.start), relative(span.end))
      let known = tasks.firstIndex { $0.name == name && $0.lane == Int(span.lane) }
      if let known {
        tasks[known].start = min(tasks[known].start, start)
        tasks[known].end = max(tasks[known].end, end)
      } else {
        tasks.append(
          Task(
            name: name, submit: start, pickup: start, start: start, end: end, sent: end,
            seen: end, lane: Int(span.lane), isAsync: false))
      }
    }
    for index in tasks.indices {
      tasks[index].submit = tasks[index].start
      tasks[index].pickup = tasks[index].start
      tasks[index].sent = tasks[index].end
      tasks[index].seen = tasks[index].end
    }
    findAsyncTasks()
    followArrows()
  }

  private mutating func findAsyncTasks() {
    for span in trace.asyncSpans where span.category == .task && touches(span.start, span.end) {
      let (start, end) = (relative(span.start), relative(span.end))
      let first = trace.spans.filter {
        $0.category == .step && $0.task == span.task && touches($0.start, $0.end)
      }.map { relative($0.start) }.min()
      let begun = min(max(first ?? end, start), end)
      tasks.append(
        Task(
          name: trace.names[span.task], submit: start, pickup: begun, start: begun, end: end,
          sent: end, seen: end, lane: Int(span.lane), isAsync: true, scope: span.scope))
    }
  }

  private mutating func followArrows() {
    for flow in trace.flows {
      let name = trace.names[flow.task]
      guard let start = flow.start, let end = flow.end,
        touches(start.time, start.time) || touches(end.time, end.time)
      else { continue }
      guard let index = tasks.firstIndex(where: { $0.name == name }) else {
        if flow.category == .submit {
          let taken = max(relative(start.time), relative(end.time))
          tasks.append(
            Task(
              name: name, submit: relative(start.time), pickup: taken, start: taken, end: taken,
              sent: taken, seen: taken, lane: -1, isAsync: false))
        }
        continue
      }
      if flow.category == .submit && !tasks[index].isAsync {
        tasks[index].pickup = min(relative(end.time), tasks[index].start)
        tasks[index].submit = min(relative(start.time), tasks[index].pickup)
      }
      if flow.category == .result {
        tasks[index].sent = max(tasks[index].end, relative(start.time))
        tasks[index].seen = max(tasks[index].sent, relative(end.time))
      }
    }
  }

  /// A pool of the worker lanes; a loop for each loop lane; an executor's
  /// threads where the model's tasks are async and no loop lane has them.
  mutating func findGroups() {
    let lanes = trace.lanes.indices.filter { firstEvent(of: $0) != nil }
    let loops = lanes.filter { trace.lanes[$0].roles.contains(.loop) }
    for loop in loops {
      for index in tasks.indices where tasks[index].isAsync && tasks[index].lane == loop {
        tasks[index].group = groups.count
      }
      groups.append(Group(isLoop: true, lanes: [loop], slots: 0))
    }
    let workers = lanes.filter { trace.lanes[$0].roles.contains(.worker) }
    if loops.isEmpty && arguments.model.slotsAreAsyncTasks {
      groups.append(Group(isLoop: true, lanes: workers, slots: 0))
    } else if trace.lanes.contains(where: { $0.roles.contains(.worker) }) {
      let unborn = trace.lanes.indices.count {
        trace.lanes[$0].roles.contains(.worker) && !hasEvents($0)
      }
      let known = workers.count + unborn
      let declared = arguments.executors["pool"] ?? (loops.isEmpty ? arguments.slots : nil) ?? known
      for index in tasks.indices where !tasks[index].isAsync { tasks[index].group = groups.count }
      groups.append(
        Group(isLoop: false, lanes: workers, slots: max(declared, workers.count)))
    }
    for index in groups.indices where groups[index].isLoop {
      let declared = groups.count == 1 ? arguments.slots : arguments.executors["loop"]
      let most = (0..<length).map { inFlight(index, $0).count }.max() ?? 0
      groups[index].slots = max(declared ?? 0, most)
    }
  }

  private func hasEvents(_ lane: Int) -> Bool {
    let lane = Int32(lane)
    return trace.spans.contains { $0.lane == lane } || trace.instants.contains { $0.lane == lane }
      || trace.flows.contains { $0.start?.lane == lane || $0.end?.lane == lane }
  }

  func inFlight(_ group: Int, _ tick: Int64) -> [Task] {
    tasks.filter { $0.isAsync && $0.group == group && $0.submit <= tick && tick < $0.end }
  }

  /// The lane of the innermost step of an async task, if it is in one.
  func steppingLane(_ task: Task, _ tick: Int64) -> Int? {
    innermost(
      trace.spans.filter {
        $0.category == .step && trace.names[$0.task] == task.name && covers($0, tick)
      }
    ) { _ in 0 }.map { Int($0.lane) }
  }

  func state(of task: Task, _ tick: Int64) -> Bucket {
    if let lane = steppingLane(task, tick) { return state(of: lane, tick) ?? .unattributed }
    let open = trace.asyncSpans.filter {
      $0.category == .wait && $0.scope == task.scope && relative($0.start) <= tick
        && tick < relative($0.end)
    }
    let reason = { (span: AsyncSpan) in WaitReason(word: trace.names[span.name]) }
    let inner = open.max {
      (relative($0.start), -relative($0.end), Int(reason($0).rawValue))
        < (relative($1.start), -relative($1.end), Int(reason($1).rawValue))
    }
    switch inner.map(reason) {
    case .io, .sleep: return .io
    case .join: return .join
    case .lock: return .lock
    case .unknown: return .unattributed
    default: return .loop
    }
  }
}
