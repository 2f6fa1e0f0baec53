import TraceFile
import TraceModel

/// A small trace of one run, as the tracer writes it.
struct RecordedRun {
  var origin: Int64 = 1_000_000
  var model = ExecutionModel.threads
  var slots: Int? = 2
  /// When the window starts, after the origin.
  var windowStart: Int64 = 0
  /// The first pid; a second process follows when `workers` says so.
  var process: Int64 = 500
  var workers = 0
  var tasks = 3

  var coordinator: LaneID { LaneID(process: process, thread: process) }

  /// Writes the file and seals it.
  func write(to path: String) throws {
    var writer = try TraceWriter(creating: path)
    try writer.append(lines())
    var metadata = TraceMetadata()
    metadata.eventsLost = 2
    try writer.seal([metadata.member()])
  }

  func lines() -> [UInt8] {
    var encoder = EventEncoder(origin: Nanoseconds(origin))
    encoder.processName("prog", process: process)
    encoder.laneName("main", roles: .coordinator, on: coordinator)
    let end = origin + windowStart + 1_000_000
    encoder.span(
      "run", "run", on: coordinator, from: Nanoseconds(origin + windowStart),
      to: Nanoseconds(end),
      arguments: EventArguments(run: RunArguments(model: model, cores: 4, slots: slots)))
    for index in 0..<tasks { add(index, to: &encoder) }
    return encoder.takeLines()
  }

  private func add(_ index: Int, to encoder: inout EventEncoder) {
    let process = workers == 0 ? process : process + 1 + Int64(index % workers)
    let lane = LaneID(process: process, thread: process + 10)
    let start = origin + windowStart + Int64(index) * 100_000 + 1234
    encoder.flowStart(
      "submit", "submit", on: coordinator, id: UInt64(index), at: Nanoseconds(start - 100),
      arguments: EventArguments(task: UInt64(index)))
    encoder.flowEnd("submit", "submit", on: lane, id: UInt64(index), at: Nanoseconds(start))
    encoder.span(
      "task", "task", on: lane, from: Nanoseconds(start), to: Nanoseconds(start + 50_001),
      arguments: EventArguments(
        task: UInt64(index), key: "k\(index)",
        extra: [JSONMember("mine", .object([JSONMember("ts", .integer(5))]))]))
    encoder.asyncSpan(
      "io", "wait", on: lane, id: UInt64(index), from: Nanoseconds(start),
      to: Nanoseconds(start + 10))
    encoder.scheduling(
      .run, of: lane, cpu: 1, from: Nanoseconds(start), to: Nanoseconds(start + 60_000))
  }
}
