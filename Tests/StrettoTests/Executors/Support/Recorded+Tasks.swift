import Testing
import TraceModel

@testable import Stretto

/// What a trace says of one task: METHOD section 2.
struct TaskTimes {
  var submitted: Int64?
  var pickedUp: Int64?
  var start: Int64?
  var end: Int64?
  var sent: Int64?
  var seen: Int64?

  /// In the order in which they must come, nil where the trace says nothing.
  var inOrder: [Int64?] { [submitted, pickedUp, start, end, sent, seen] }
}

extension Recorded {
  /// The times of every task, by its key.
  var taskTimes: [String: TaskTimes] {
    var times: [NameTable.ID: TaskTimes] = [:]
    var keys: [NameTable.ID: String] = [:]
    func note(_ detail: Int32, _ task: NameTable.ID) {
      guard detail >= 0 else { return }
      keys[task] = name(trace.details[Int(detail)].key)
    }
    for span in trace.spans where span.category == .task {
      times[span.task, default: TaskTimes()].start = span.start.count
      times[span.task, default: TaskTimes()].end = span.end.count
      note(span.detail, span.task)
    }
    for span in trace.asyncSpans where span.category == .task {
      let steps = trace.spans.filter { $0.category == .step && $0.task == span.task }
      times[span.task, default: TaskTimes()].start = steps.map(\.start.count).min()
      times[span.task, default: TaskTimes()].end = span.end.count
      note(span.detail, span.task)
    }
    for flow in trace.flows {
      if flow.category == .submit {
        times[flow.task, default: TaskTimes()].submitted = flow.start?.time.count
        times[flow.task, default: TaskTimes()].pickedUp = flow.end?.time.count
      } else if flow.category == .result {
        times[flow.task, default: TaskTimes()].sent = flow.start?.time.count
        times[flow.task, default: TaskTimes()].seen = flow.end?.time.count
      }
    }
    return Dictionary(
      uniqueKeysWithValues: times.map { (keys[$0.key] ?? "?\($0.key.index)", $0.value) })
  }

  /// Expects exactly these tasks, each with all six times in order.
  func expectWholeTasks(
    _ keys: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let times = taskTimes
    #expect(Set(times.keys) == Set(keys), sourceLocation: sourceLocation)
    for (key, times) in times {
      let known = times.inOrder.compactMap { $0 }
      #expect(known.count == 6, "\(key): \(times)", sourceLocation: sourceLocation)
      #expect(known == known.sorted(), "\(key): \(times)", sourceLocation: sourceLocation)
    }
    #expect(trace.notes.unmatchedFlows == 0, sourceLocation: sourceLocation)
    #expect(trace.notes.unfinished == 0, sourceLocation: sourceLocation)
    #expect(lost == 0, sourceLocation: sourceLocation)
  }

  /// Expects that on every lane spans either nest or do not touch, and that
  /// both ends of every arrow lie inside a span.
  func expectTidyLanes(sourceLocation: SourceLocation = #_sourceLocation) {
    var byLane: [Int32: [Span]] = [:]
    for span in trace.spans where span.category != .sched {
      byLane[span.lane, default: []].append(span)
    }
    for spans in byLane.values {
      let sorted = spans.sorted {
        ($0.start, $1.end.count) < ($1.start, $0.end.count)
      }
      var open: [Span] = []
      for span in sorted {
        while let last = open.last, last.end <= span.start { open.removeLast() }
        if let last = open.last {
          #expect(
            span.end <= last.end, "\(name(span.name)) crosses \(name(last.name))",
            sourceLocation: sourceLocation)
        }
        open.append(span)
      }
    }
    for end in trace.flows.flatMap({ [$0.start, $0.end] }).compactMap({ $0 }) {
      let isInside = byLane[end.lane]?.contains { $0.start <= end.time && end.time <= $0.end }
      #expect(isInside == true, sourceLocation: sourceLocation)
    }
  }

  func count(_ category: Category, _ name: String) -> Int {
    spans(name).count { $0.category == category }
  }

  /// The lanes with a role, by name.
  func lanes(_ role: LaneRoles) -> [String] {
    trace.lanes.filter { $0.roles.contains(role) }.map(\.name).sorted()
  }

  /// The steps of the task with that key, in order.
  func steps(of key: String) -> [Span] {
    guard let task = asyncSpans(key).first?.task else { return [] }
    return trace.spans.filter { $0.category == .step && $0.task == task }
      .sorted { $0.start < $1.start }
  }

  /// The waits of the task with that key, in order.
  func waits(of key: String) -> [AsyncSpan] {
    guard let task = asyncSpans(key).first?.task else { return [] }
    return trace.asyncSpans.filter { $0.category == .wait && $0.task == task }
      .sorted { $0.start < $1.start }
  }
}
