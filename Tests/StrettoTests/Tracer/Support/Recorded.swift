import TraceFile
import TraceModel

@testable import Stretto

/// What a tracer wrote, read back.
struct Recorded {
  let trace: Trace
  let lost: Int

  init(trace: Trace, lost: Int = 0) {
    self.trace = trace
    self.lost = lost
  }

  /// Runs `body` with a tracer that writes to a scratch file, and reads the file.
  init(
    limits: RingLimits = .standard, policy: DrainPolicy = .standard,
    _ body: (Tracer) throws -> Void
  ) throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    var configuration = TracerConfiguration(path: path)
    configuration.limits = limits
    configuration.policy = policy
    let tracer = try Tracer(configuration)
    try body(tracer)
    try tracer.finish()
    self.init(trace: try TraceReader.read(path: path), lost: tracer.eventsLost)
  }

  func name(_ id: NameTable.ID) -> String { trace.names[id] }

  /// The spans of a name, in the order of the file.
  func spans(_ name: String) -> [Span] { trace.spans.filter { trace.names[$0.name] == name } }

  func asyncSpans(_ name: String) -> [AsyncSpan] {
    trace.asyncSpans.filter { trace.names[$0.name] == name }
  }

  func instants(_ name: String) -> [Instant] {
    trace.instants.filter { trace.names[$0.name] == name }
  }

  func flows(_ name: String) -> [Flow] { trace.flows.filter { trace.names[$0.name] == name } }

  func lane(_ index: Int32) -> Lane { trace.lanes[Int(index)] }
}

extension DrainPolicy {
  /// Never drains before the end, so that rings fill as the test says.
  static let onlyAtTheEnd = DrainPolicy(
    shortest: Nanoseconds(3_600_000_000_000), longest: Nanoseconds(3_600_000_000_000))
}

extension RingLimits {
  /// Rings of `records` records for `count` threads.
  static func rings(_ count: Int, of records: UInt32) -> RingLimits {
    RingLimits(sizes: [(RingSize(records: records, names: 16), count)])
  }
}
