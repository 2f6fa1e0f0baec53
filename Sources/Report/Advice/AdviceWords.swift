import Analysis
import Prediction
import TraceModel

extension ExecutionModel {
  /// The model as the object of a sentence: "threads", "the event loop".
  var object: String {
    let text = subject.text
    guard text.hasPrefix("The ") || self == .threads || self == .tasks || self == .processes
    else { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension PredictionAbsence {
  /// Why, as a clause.
  var clause: String {
    switch self {
    case .costsUnknown: "no run shows what its executor costs"
    case .lockUnknown: "nothing tells whether a lock keeps its threads apart"
    case .lockShareUnknown: "no run shows how long the GIL is held"
    case .blockingUnknown: "no run shows how much of its I/O blocks the loop"
    case .unknownModel: "nothing is known of how it runs its tasks"
    case .noTasks(let obstacle): obstacle?.clause ?? "there is no sequential run to start from"
    case .replayMisses(let share):
      "its replay misses \(Quantity.percent(abs(share), decimals: 0)) of the run, as when others "
        + "take the cores or tasks wait for what no event tells"
    case .coresTaken(let share):
      "the baseline waited \(Quantity.percent(share, decimals: 0)) of its time for a core that "
        + "other programs had, so these times tell of the machine's load; record again when it is "
        + "quiet"
    case .noResult: "its replay came to no end"
    }
  }
}

extension RunDemands.Obstacle {
  fileprivate var clause: String {
    switch self {
    case .tooLarge: "the run has more tasks than are replayed"
    case .noTasks: "no task ran"
    case .nestedTasks: "tasks wait for tasks of their own"
    case .dependencies: "tasks wait for certain others"
    case .computingUnknown: "computing is not told from waiting for a core"
    case .severalExecutors: "several executors share the tasks"
    case .unfinished: "some tasks never ran"
    case .notTold: "no tasks were told of"
    }
  }
}

extension DemandBounds.Resource {
  var words: String {
    switch self {
    case .cores: "cores bind"
    case .slots: "slots bind"
    case .gil: "the GIL binds"
    case .loop: "the loop binds"
    case .coordinator: "handing out binds"
    case .latency: "the longest task binds"
    }
  }
}

extension WhatIfLadder.Step {
  /// What is taken away, as a line of the ladder.
  var words: String {
    switch self {
    case .unexplained: "replayed as it was"
    case .startup: "without start-up and shut-down"
    case .dispatch: "without dispatch and serialization"
    case .gil: "without the GIL"
    case .lock: "without locks"
    case .loop: "without waiting for the loop"
    case .runq: "with a core for every thread"
    case .balance: "with perfect balance"
    case .slots: "with a slot for every task"
    case .serial: "without serial code: the longest chain"
    }
  }
}
