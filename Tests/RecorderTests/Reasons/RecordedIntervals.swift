import TraceFile
import TraceModel

@testable import Recorder

/// What the kernel told of one thread, on the program's own clock.
struct RecordedIntervals {
  struct Sum {
    var run: Int64 = 0
    var ready: Int64 = 0
    var waits: [WaitReason: Int64] = [:]
  }

  private var states: [(state: SchedulingState, start: Int64, end: Int64)] = []
  private var waits: [(reason: WaitReason, start: Int64, end: Int64)] = []

  init(_ recorded: Recorded, of lane: LaneID) {
    let trace = recorded.trace
    // A thread's birth is written as it was recorded.
    let births = trace.instants.filter { trace.names[$0.name] == "birth" }
    let shift =
      recorded.threads.lazy.filter { !$0.isMain }.compactMap { thread in
        births.first { trace.lanes[Int($0.lane)].id == thread.lane }
          .map { thread.birth - $0.time.count }
      }.first ?? recorded.threads.lazy.compactMap { thread in
        births.first { trace.lanes[Int($0.lane)].id == thread.lane }
          .map { thread.birth - $0.time.count }
      }.first ?? 0
    for index in trace.spans.indices {
      let span = trace.spans[index]
      guard span.category == .sched || span.category == .wait, span.detail >= 0 else { continue }
      let told = trace.details[Int(span.detail)].schedulingLane
      guard told >= 0, trace.lanes[Int(told)].id == lane else { continue }
      let (start, end) = (span.start.count + shift, span.end.count + shift)
      let word = trace.names[span.name]
      if span.category == .wait {
        waits.append((WaitReason(word: word), start, end))
      } else if let state = SchedulingState(word: word) {
        states.append((state, start, end))
      }
    }
  }

  /// What happened in [from, to).
  func sum(from: Int64, to: Int64) -> Sum {
    var sum = Sum()
    for (state, start, end) in states {
      let time = max(0, min(end, to) - max(start, from))
      if state == .run { sum.run += time } else if state == .ready { sum.ready += time }
    }
    for (reason, start, end) in waits {
      let time = max(0, min(end, to) - max(start, from))
      if time > 0 { sum.waits[reason, default: 0] += time }
    }
    return sum
  }
}
