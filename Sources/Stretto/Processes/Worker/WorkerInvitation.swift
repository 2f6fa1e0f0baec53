/// What a pool tells a worker through the environment: which descriptors to
/// talk over, and how to trace.
struct WorkerInvitation: Equatable {
  /// The variable that makes a process a worker.
  static let variable = "STRETTO_WORKER"
  /// The exit status of a worker whose program did not hand over to `ProcessWorker`.
  static let forgottenStatus: Int32 = 78

  /// Tracing: where to send events, and the pool's tracer's zero.
  struct Trace: Equatable {
    var events: Int32
    var origin: ClockAnchor
    /// When the pool asked for the worker, in ticks.
    var requested: Ticks
  }

  var number: Int
  var requests: Int32
  var replies: Int32
  var trace: Trace?

  /// "1;number;requests;replies", then ";events;origin;requested" when traced.
  var text: String {
    var text = "\(Frame.version);\(number);\(requests);\(replies)"
    if let trace { text += ";\(trace.events);\(trace.origin);\(trace.requested.count)" }
    return text
  }
}

extension WorkerInvitation {
  init?(text: String) {
    let fields = text.split(separator: ";", omittingEmptySubsequences: false)
    guard fields.count == 4 || fields.count == 7, fields[0] == "\(Frame.version)",
      let number = Int(fields[1]), let requests = Int32(fields[2]), let replies = Int32(fields[3])
    else { return nil }
    self.init(number: number, requests: requests, replies: replies, trace: nil)
    guard fields.count == 7 else { return }
    guard let events = Int32(fields[4]), let origin = ClockAnchor(String(fields[5])),
      let requested = UInt64(fields[6])
    else { return nil }
    trace = Trace(events: events, origin: origin, requested: Ticks(count: requested))
  }
}
