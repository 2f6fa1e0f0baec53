import Analysis

extension Bucket {
  /// The bucket's name in text; the JSON uses `word`.
  var label: String {
    switch self {
    case .gil: "GIL"
    case .runq: "run queue"
    case .coord: "coordinator"
    case .tooFewWorkers: "too few workers"
    default: word
    }
  }
}

extension Bucket {
  /// What the bucket is, as a clause for someone who reads it the first time.
  var meaning: String {
    switch self {
    case .work: "task bodies"
    case .io: "waiting for input, output or a timer"
    case .join: "waiting for own child tasks"
    case .gil: "waiting for the interpreter lock"
    case .lock: "waiting for a lock"
    case .runq: "ready, but no core was free"
    case .loop: "a task was ready, but the loop had not got to it"
    case .startup: "starting workers"
    case .dispatch: "tasks were waiting, and nobody had taken them yet"
    case .serialization: "turning arguments and results into bytes and back"
    case .coord: "the program's own serial code"
    case .serial: "nothing had been handed out yet"
    case .tail: "nothing left to hand out while others still worked"
    case .teardown: "shutting down"
    case .unused: "slots that never started"
    case .unattributed: "off the core for no known reason"
    case .queue: "every worker was busy"
    case .result: "done, but not yet in the consumer's hands"
    case .tooFewWorkers: "tasks were queued, and every worker was busy"
    case .handoff: "between lanes, with nothing that explains it"
    case .throttled: "stopped by the CPU quota"
    }
  }
}
