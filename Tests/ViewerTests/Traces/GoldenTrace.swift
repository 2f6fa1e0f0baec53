import Foundation
import TraceFile
import TraceModel

/// A trace written by our writer that holds every kind of event TS1 has.
enum GoldenTrace {
  static let coordinator = LaneID(process: 100, thread: 100)
  static let worker = LaneID(process: 100, thread: 101)
  static let loop = LaneID(process: 200, thread: 200)

  /// What viewers must count: spans and instants, `b`/`e` pairs, arrows, counter values.
  static let counts = (slices: 16 + 2 * steps, asyncSlices: 5, flows: 2, counters: 5)
  /// Names that test the escapes.
  ///
  /// Perfetto 52 shows the second as it stands in the file, with JSON's escapes.
  static let oddNames = ["täsk \"eins\" \\ 日本", "line\nbreak and\ttab", "threads ×4"]

  /// Short spans that spread over several flushes.
  private static let steps = 500

  /// Writes the trace; lines are appended in several parts with a flush after each.
  static func write(to path: String) throws {
    var encoder = EventEncoder(origin: at(0))
    var writer = try TraceWriter(creating: path)
    try writer.append(names(&encoder))
    try writer.flush()
    try writer.append(threads(&encoder))
    try writer.flush()
    for part in 0..<5 {
      for step in (part * steps / 5)..<((part + 1) * steps / 5) { addStep(step, &encoder) }
      try writer.append(encoder.takeLines())
      try writer.flush()
    }
    try writer.append(loop(&encoder))
    try writer.seal([
      JSONMember("stretto", .object([JSONMember("schema", .string("TS1"))])),
      JSONMember("note", .string(oddNames[1])),
    ])
  }

  /// A point on the recorder's clock, microseconds after the origin; hours after boot.
  private static func at(_ microseconds: Int64) -> Nanoseconds {
    Nanoseconds(12_345_678_901_234 + microseconds * 1000)
  }

  private static func names(_ encoder: inout EventEncoder) -> [UInt8] {
    encoder.processName(oddNames[2], process: coordinator.process)
    encoder.processSortIndex(1, process: coordinator.process)
    encoder.processLabels("speedup 0.97×", process: coordinator.process)
    encoder.processName("event loop", process: loop.process)
    encoder.processSortIndex(2, process: loop.process)
    encoder.laneName("main", roles: [.coordinator, .worker], on: coordinator)
    encoder.laneSortIndex(0, on: coordinator)
    encoder.laneName("worker-ü", roles: .worker, on: worker)
    encoder.laneName("loop", roles: .loop, on: loop)
    return encoder.takeLines()
  }

  /// An instant and ten spans: nested, touching, identical, of no length, child before parent.
  private static func threads(_ encoder: inout EventEncoder) -> [UInt8] {
    let run = RunArguments(model: .threads, cores: 2, slots: 4)
    encoder.instant(
      "count", "run", on: coordinator, at: at(0), arguments: EventArguments(run: run))
    encoder.span(
      "submit", "dispatch", on: coordinator, from: at(10), to: at(20),
      arguments: EventArguments(task: 1))
    // Perfetto binds an arrow to the span that began last: here `join` begins at 20.
    encoder.flowStart(
      "submit", "submit", on: coordinator, id: 1, at: at(20) - Nanoseconds(1),
      arguments: EventArguments(task: 1))
    encoder.span("take", "dispatch", on: worker, from: at(40), to: at(50))
    encoder.flowEnd("submit", "submit", on: worker, id: 1, at: at(40))
    encoder.span("inner", "span", on: worker, from: at(60), to: at(80))
    encoder.span("inner", "span", on: worker, from: at(60), to: at(80))
    encoder.span("touching", "span", on: worker, from: at(80), to: at(100))
    encoder.span("no length", "span", on: worker, from: at(90), to: at(90))
    encoder.span(
      oddNames[0], "task", on: worker, from: at(50), to: at(3050),
      arguments: EventArguments(
        task: 1, key: "\u{1}\u{7f} control", cpuTime: Nanoseconds(2_900_000)))
    encoder.span("serialize", "serialize", on: worker, from: at(3050), to: at(3055))
    encoder.flowStart("result", "result", on: worker, id: 2, at: at(3055))
    encoder.span("join", "wait", on: coordinator, from: at(20), to: at(3060))
    encoder.span("collect", "dispatch", on: coordinator, from: at(3060), to: at(3070))
    encoder.flowEnd("result", "result", on: coordinator, id: 2, at: at(3060))
    return encoder.takeLines()
  }

  /// Two spans: a step, and one of 1 ns that touches its end.
  private static func addStep(_ step: Int, _ encoder: inout EventEncoder) {
    let start = at(Int64(100 + step * 5))
    let end = start + Nanoseconds(3333)
    encoder.span(
      "step", "step", on: loop, from: start, to: end,
      arguments: EventArguments(task: UInt64(step % 7)))
    encoder.span("short", "span", on: loop, from: end, to: end + Nanoseconds(1))
  }

  /// Four async spans and a fifth made of a span that overlaps, an instant, four spans, five
  /// counter values: the last two close the counters.
  private static func loop(_ encoder: inout EventEncoder) -> [UInt8] {
    encoder.asyncSpan("fetch", "task", on: loop, id: 1, from: at(100), to: at(2000))
    encoder.asyncSpan("io", "wait", on: loop, id: 1, from: at(200), to: at(900))
    encoder.asyncBegin("fetch", "task", on: loop, id: 2, at: at(150))
    encoder.asyncEnd("fetch", "task", on: loop, id: 2, at: at(2500))
    encoder.asyncSpan("lock", "wait", on: loop, id: 2, from: at(300), to: at(400))
    encoder.span("blocks", "span", on: worker, from: at(3100), to: at(3300))
    // Partly overlaps the one before: our encoder makes an async span of it.
    encoder.span("overlaps", "span", on: worker, from: at(3200), to: at(3400))
    encoder.instant(oddNames[1], "span", on: loop, at: at(1234))
    encoder.scheduling(.run, of: worker, cpu: 1, from: at(45), to: at(2000))
    encoder.scheduling(.ready, of: worker, from: at(2000), to: at(2100))
    encoder.counter("running", process: coordinator.process, at: at(50), value: 2)
    encoder.counter("running", process: coordinator.process, at: at(3050), value: 1)
    encoder.counter("load", process: loop.process, at: at(100), value: 0.25)
    encoder.closeCounters(at: at(4000))
    encoder.span(
      "count", "run", on: coordinator, from: at(0), to: at(4100),
      arguments: EventArguments(run: RunArguments(model: .threads, cores: 2, slots: 4)))
    return encoder.takeLines()
  }
}
