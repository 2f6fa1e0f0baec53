import Glibc
import TraceModel

/// A worker process, from its hello to the end of its requests.
struct WorkerSession: Sendable {
  private let number: Int
  private let requests: PipeEnd
  private let replies: PipeEnd
  private let trace: WorkerInvitation.Trace?
  private let tracer: Tracer?
  private let work: [String: any ServedWork]

  init(_ invitation: WorkerInvitation, serving work: [any ServedWork]) {
    number = invitation.number
    requests = PipeEnd(descriptor: invitation.requests)
    replies = PipeEnd(descriptor: invitation.replies)
    trace = invitation.trace
    for pipe in [requests, replies] { pipe.setClosedOnExec() }
    tracer = invitation.trace.flatMap { WorkerSession.tracer(for: $0) }
    self.work = Dictionary(work.map { ($0.name, $0) }) { first, _ in first }
  }

  private static func tracer(for trace: WorkerInvitation.Trace) -> Tracer? {
    let events = PipeEnd(descriptor: trace.events)
    events.setClosedOnExec()
    let configuration = TracerConfiguration(
      forwardingTo: { lines, lost in
        let batch = EventBatch(lost: lost, lines: lines)
        PipeSignal.blockOnThisThread()
        // Nobody reads: the pool's process has died.
        do { try events.send(.events, batch.payload) } catch { _exit(0) }
      }, origin: trace.origin)
    return try? Tracer(configuration)
  }

  func run() -> Never {
    watchPool()
    if let tracer, let trace {
      tracer.nameLane("worker \(number)", roles: .worker)
      tracer.phase(.startup, "start", from: trace.requested, to: .now())
    }
    send { try replies.send(.hello, []) }
    while let frame = try? requests.receive(), frame.kind == .request {
      let pickUp = Ticks.now()
      serve(frame.payload, pickedUpAt: pickUp)
    }
    end()
  }

  private func end() -> Never {
    let start = Ticks.now()
    if let tracer {
      tracer.phase(.teardown, "end", from: start, to: .now())
      try? tracer.finish()
    }
    exit(0)
  }

  private func serve(_ payload: [UInt8], pickedUpAt pickUp: Ticks) {
    guard let request = try? TaskRequest(payload: payload) else { exit(2) }
    let call = WorkerCall(request, pickedUpAt: pickUp, tracer: tracer)
    do {
      let result = try outcome(of: request, call)
      send { try call.reply(.result, result.bytes, over: replies) }
    } catch {
      let failure = WorkerSession.failure(error, in: request)
      send { try call.reply(.failure, failure.payload, over: replies) }
    }
  }

  private func outcome(of request: TaskRequest, _ call: WorkerCall) throws -> WorkerResult {
    guard let work = work[request.work] else {
      throw ExecutorError(
        .unknownWork,
        "No work is registered as \"\(request.work)\": pass it to ProcessWorker.takeOverIfSpawned.")
    }
    let result = try work.serve(call)
    guard result.bytes.count <= Frame.largestPayload else {
      throw ExecutorError.tooLarge("result", of: request.key, bytes: result.bytes.count)
    }
    return result
  }

  private static func failure(_ error: any Error, in request: TaskRequest) -> TaskFailure {
    switch error {
    case let failure as WorkerCall.BodyFailure:
      if let error = failure.cause as? ExecutorError {
        return TaskFailure(code: error.code, text: error.description)
      }
      return TaskFailure(
        code: .taskFailed, text: "Task \"\(request.key)\" threw an error: \(failure.cause)")
    case let error as ExecutorError:
      return TaskFailure(code: error.code, text: error.description)
    default:
      return TaskFailure(
        code: .notSendable,
        text: "The argument or result of task \"\(request.key)\" cannot travel: \(error)")
    }
  }

  /// Sends to the pool, or ends: without a pool there is nothing left to do.
  private func send(_ body: () throws -> Void) {
    do { try PipeSignal.blocked(body) } catch { _exit(0) }
  }

  /// Ends the process as soon as nobody can read its replies, also in the middle of a task.
  private func watchPool() {
    let replies = replies
    let watcher = try? SystemThread(named: "pool watcher") {
      var watched = pollfd(fd: replies.descriptor, events: 0, revents: 0)
      while unsafe poll(&watched, 1, -1) <= 0 {}
      _exit(0)
    }
    watcher?.detach()
  }
}
