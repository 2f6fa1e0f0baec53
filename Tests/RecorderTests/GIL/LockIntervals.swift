import TraceFile
import TraceModel

@testable import Recorder

/// What a trace tells of one thread: its task, its waits for the lock, and the kernel's states.
struct LockIntervals {
  struct Sum {
    /// Nanoseconds in the bodies of tasks.
    var task: Int64 = 0
    /// Of them those that wait for the lock, as the preload library tells.
    var waiting: Int64 = 0
    /// Of the latter those on a CPU.
    var waitingOnCPU: Int64 = 0
    /// Nanoseconds of tasks that are neither on a CPU nor ready to be.
    var blocked: Int64 = 0
    /// Of them those that neither the preload library nor the kernel calls a wait for the lock.
    ///
    /// The library does not see a thread that blocks on the mutex within the lock, which
    /// happens when its holder is off the CPU; the kernel does.
    var blockedOtherwise: Int64 = 0

    mutating func add(_ other: Sum) {
      task += other.task
      waiting += other.waiting
      waitingOnCPU += other.waitingOnCPU
      blocked += other.blocked
      blockedOtherwise += other.blockedOtherwise
    }
  }

  private enum Part { case task, wait, kernelWait, run, ready }
  private var edges: [(time: Int64, part: Part, step: Int)] = []

  init(_ recorded: Recorded, of lane: LaneID) {
    let trace = recorded.trace
    for index in trace.spans.indices {
      let span = trace.spans[index]
      let own = trace.lanes[Int(span.lane)].id
      let word = trace.names[span.name]
      let part: Part
      switch span.category {
      case .task where own == lane: part = .task
      case .wait where own == lane && word == "gil": part = .wait
      case .wait where own == lane.scheduler && word == "gil": part = .kernelWait
      case .sched where own == lane.scheduler && word == "run": part = .run
      case .sched where own == lane.scheduler && word == "ready": part = .ready
      default: continue
      }
      edges.append((span.start.count, part, 1))
      edges.append((span.end.count, part, -1))
    }
    edges.sort { $0.time < $1.time }
  }

  /// Lanes other than the first thread's that have the body of a task.
  static func workers(_ recorded: Recorded) -> [LaneID] {
    let trace = recorded.trace
    let lanes = trace.spans.indices.filter { trace.spans[$0].category == .task }
      .map { trace.lanes[Int(trace.spans[$0].lane)].id }
    return Set(lanes).filter { $0.process != $0.thread }.sorted()
  }

  var sum: Sum {
    var sum = Sum()
    var open: [Part: Int] = [:]
    var last: Int64 = 0
    for (time, part, step) in edges {
      if open[.task, default: 0] > 0 {
        let length = time - last
        let waits = open[.wait, default: 0] > 0
        let runs = open[.run, default: 0] > 0
        let isBlocked = !runs && open[.ready, default: 0] == 0
        sum.task += length
        if waits { sum.waiting += length }
        if waits, runs { sum.waitingOnCPU += length }
        if isBlocked { sum.blocked += length }
        if isBlocked, !waits, open[.kernelWait, default: 0] == 0 { sum.blockedOtherwise += length }
      }
      open[part, default: 0] += step
      last = time
    }
    return sum
  }
}
