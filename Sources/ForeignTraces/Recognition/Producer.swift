import TraceModel

/// The rules for one producer's traces: how they are told, and what they mean.
struct Producer: Sendable {
  /// As its users call it.
  var name: String
  /// The facts that tell it, as a clause; nil when this file is not its.
  var recognise: @Sendable (TraceFacts) -> String?
  var plan: @Sendable (TraceFacts) -> Plan

  /// The most telling marks first: where two fit, the first is taken.
  static let all: [Producer] = [
    kineto, bazel, ray, vizTracer, pySpy, ninja, clang, node, uftrace, tracingChrome, chromium,
  ]
}
