import TraceModel

/// One task in a worker process, from the arrival of its request to the end of its reply.
///
/// Its phases follow each other without a gap, one clock read per boundary:
/// take, decode, the task itself, encode and send.
public final class WorkerCall {
  let argument: [UInt8]
  let tracer: Tracer?
  private let submission: TaskSubmission?
  private var boundary: Ticks

  /// What the work's own body threw, as opposed to the decoding around it.
  struct BodyFailure: Error {
    let cause: any Error
  }

  init(_ request: TaskRequest, pickedUpAt pickUp: Ticks, tracer: Tracer?) {
    argument = request.argument
    self.tracer = tracer
    submission = tracer.map {
      TaskSubmission(request.key, task: request.task, flows: request.flows, tracer: $0)
    }
    boundary = pickUp
    submission?.flow(.finish, .submit, at: pickUp)
    endPhase(.dispatch, "take")
  }

  /// Runs the body of the work; what came before was decoding.
  func perform<R>(_ body: () throws -> R) throws -> R {
    guard let tracer, let submission else { return try bodyOnly(body) }
    let cpuAtStart = threadCPUNanoseconds()
    endPhase(.serialize, "decode")
    let start = boundary
    defer {
      boundary = .now()
      let cpu = threadCPUNanoseconds() &- cpuAtStart
      tracer.task(
        submission.task, key: submission.key, from: start, to: boundary, cpuNanoseconds: cpu)
    }
    return try bodyOnly(body)
  }

  private func bodyOnly<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch { throw BodyFailure(cause: error) }
  }

  /// Sends the reply; what came before was encoding.
  func reply(_ kind: Frame.Kind, _ payload: [UInt8], over pipe: PipeEnd) throws(PipeFailure) {
    defer { endPhase(.serialize, "encode") }
    try pipe.send(kind, payload) { submission?.flow(.start, .result, at: .now()) }
  }

  private func endPhase(_ category: Category, _ name: StaticString) {
    guard let tracer, let submission else { return }
    let start = boundary
    boundary = .now()
    tracer.phase(category, name, from: start, to: boundary, task: submission.task)
  }
}
