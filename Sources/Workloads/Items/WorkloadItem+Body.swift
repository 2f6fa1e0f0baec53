import Stretto
import TraceModel

extension WorkloadItem {
  /// The task's body with calls that block the thread.
  func perform(tracer: Tracer?) throws -> ItemResult {
    try fault?.strike(task: index)
    switch workload {
    case .count, .compress: return try computeOnly()
    case .fetch: return ItemResult(checksum: Checksum.of(try fetch(tracer)))
    case .mixed:
      let body = try section("fetch", tracer) { try fetch(tracer) }
      return try computeAndWrite(body, tracer)
    }
  }

  /// The task's body with waits that are awaited, where the kernel lets them be.
  ///
  /// Writing a file is not among them: `fsync` blocks whatever thread calls it.
  /// `readiness` may be nil only where the workload needs no server.
  func perform(awaiting readiness: EventLoop?, tracer: Tracer?) async throws -> ItemResult {
    try fault?.strike(task: index)
    switch workload {
    case .count, .compress: return try computeOnly()
    case .fetch:
      return ItemResult(checksum: Checksum.of(try await fetch(awaiting: readiness, tracer)))
    case .mixed:
      let body = try await fetch(awaiting: readiness, tracer)
      return try computeAndWrite(body, tracer)
    }
  }

  private func computeOnly() throws -> ItemResult {
    guard workload == .compress else {
      return ItemResult(checksum: CountKernel.run(steps: size, seed: seed))
    }
    let deflated = try CompressKernel.run(payload)
    return ItemResult(checksum: Checksum.of(deflated) ^ seed, payload: deflated)
  }

  private func computeAndWrite(_ body: [UInt8], _ tracer: Tracer?) throws -> ItemResult {
    let value = section("compute", tracer) {
      CountKernel.run(steps: size, seed: seed ^ Checksum.of(body))
    }
    let bytes = SeededBytes.make(count: Self.bytesWritten, seed: value)
    try section("write", tracer) {
      try PrivateFolder.write(bytes, to: "\(folder)/\(index)", tracer: tracer)
    }
    return ItemResult(checksum: Checksum.of(bytes) ^ value)
  }

  /// Marks a part of the body as a span, where there is a tracer.
  private func section<R, Failure: Error>(
    _ name: StaticString, _ tracer: Tracer?, _ body: () throws(Failure) -> R
  ) throws(Failure) -> R {
    guard let tracer else { return try body() }
    return try tracer.span(name, body)
  }

  /// What `mixed` writes per task.
  static let bytesWritten = 256 << 10
  /// The body that `mixed` fetches.
  static let bytesFetched = 4 << 10

  private var request: DelayedRequest {
    DelayedRequest(
      delayMilliseconds: delayMilliseconds, seed: seed,
      bytes: workload == .fetch ? size : Self.bytesFetched)
  }

  private func fetch(_ tracer: Tracer?) throws -> [UInt8] {
    let response = try BlockingHTTPClient.get(request.path, port: serverPort, tracer: tracer)
    return try Self.body(of: response)
  }

  private func fetch(awaiting readiness: EventLoop?, _ tracer: Tracer?) async throws -> [UInt8] {
    guard let readiness else {
      throw WorkloadError("\(workload) needs someone who watches sockets")
    }
    let response = try await AwaitingHTTPClient.get(
      request.path, port: serverPort, readiness: readiness, tracer: tracer)
    return try Self.body(of: response)
  }

  private static func body(of response: HTTPResponse) throws(HTTPClientError) -> [UInt8] {
    guard response.status == 200 else {
      throw HTTPClientError("the workload server answered with status \(response.status)")
    }
    return response.body
  }
}
