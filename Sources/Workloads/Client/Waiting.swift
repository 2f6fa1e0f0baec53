import Stretto
import TraceModel

/// Runs a call that may block, declared as an `io` wait of the lane where there is a tracer.
func blocking<R>(_ tracer: Tracer?, _ body: () throws -> R) rethrows -> R {
  guard let tracer else { return try body() }
  return try tracer.waiting(.io, body)
}

/// Awaits, declared as an `io` wait of the async task where there is a tracer.
nonisolated(nonsending) func awaiting<R>(
  _ tracer: Tracer?, _ body: () async throws -> R
) async rethrows -> R {
  guard let tracer else { return try await body() }
  return try await tracer.waiting(.io, body)
}
