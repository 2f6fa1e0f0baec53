import TraceFile
import TraceModel

/// Writes waits for interpreter locks into the trace, and who held the locks meanwhile.
///
/// Waits go between the agent's spans of a process, by time: a thread writes no span while it
/// waits, so that they nest. Holds go to a row of their own beside the process's threads.
struct GILWriter {
  /// What an interpreter's holds are written as; TS1 knows no such category, so that they are
  /// seen and change no figure.
  private static let category = "gil"

  private let start: Int64
  private let end: Int64
  private let commandLane: LaneID
  private let deaths: [LaneID: Int64]
  private let processDeaths: [Int32: Int64]
  private let interpreters: [GILInterpreter]
  /// The waits of each process that are not written yet.
  private var waits: [Int32: ArraySlice<GILWait>] = [:]
  /// Lanes that waited for a lock.
  private(set) var lanes: Set<LaneID> = []

  init(_ facts: RecordedFacts) {
    start = facts.start
    end = facts.end
    commandLane = facts.commandLane
    deaths = facts.deaths
    processDeaths = facts.processes.compactMapValues(\.death)
    interpreters = facts.locks.interpreters
    for interpreter in interpreters {
      waits[interpreter.process, default: []] += interpreter.waits
      for wait in interpreter.waits {
        lanes.insert(LaneID(interpreter.process, wait.thread))
      }
    }
  }

  /// The row of a process's holds: Linux numbers threads below 2^22, and those of the scheduler's
  /// rows are above 2^31.
  static func row(of process: Int32) -> LaneID {
    LaneID(process: Int64(process), thread: Int64(process) & 0x3FFF_FFFF | 0x4000_0000)
  }

  /// When the first wait of a process began that is not written yet; never where all are.
  func nextWait(of process: Int32) -> Int64 { waits[process]?.first?.start ?? .max }

  /// Writes the waits of a process that began before an instant.
  mutating func writeWaits(
    of process: Int32, before time: Int64 = .max, to sink: inout TraceSink
  ) {
    while let wait = waits[process]?.first, wait.start < time {
      waits[process]?.removeFirst()
      write(wait, of: process, to: &sink)
    }
  }

  /// Writes what is left: processes in which no agent ran.
  mutating func writeOtherWaits(to sink: inout TraceSink) {
    for process in waits.keys.sorted() { writeWaits(of: process, to: &sink) }
  }

  private func write(_ wait: GILWait, of process: Int32, to sink: inout TraceSink) {
    let lane = LaneID(process, wait.thread)
    guard let (from, to) = clip(wait.start, wait.end, on: lane) else { return }
    var arguments = EventArguments()
    if let holder = wait.holder {
      arguments.extra = [
        JSONMember("holder", .string("\(process)/\(holder)")),
        JSONMember("held_ns", .integer(min(wait.held, to - from))),
        JSONMember("holders", .integer(Int64(wait.holders))),
      ]
    }
    sink.encoder.span(
      WaitReason.gil.word, Category.wait.word, on: lane, from: Nanoseconds(from),
      to: Nanoseconds(to), arguments: arguments)
    sink.relieve()
  }

  /// Within the thread's life, and on the run's own lane within the run; nil when nothing is left.
  private func clip(_ from: Int64, _ to: Int64?, on lane: LaneID) -> (Int64, Int64)? {
    let death = deaths[lane] ?? Int32(exactly: lane.process).flatMap { processDeaths[$0] }
    var (first, last) = (max(from, start), min(to ?? end, death ?? .max))
    if lane == commandLane { last = min(last, end) }
    first = min(first, last)
    return first < last ? (first, last) : nil
  }

  /// Writes who held the locks while others waited; gives the rows that it wrote to.
  func writeHolds(names: [LaneID: String], to sink: inout TraceSink) -> Set<LaneID> {
    var rows: Set<LaneID> = []
    for interpreter in interpreters where !interpreter.holds.isEmpty {
      let row = Self.row(of: interpreter.process)
      for hold in interpreter.holds {
        let lane = LaneID(interpreter.process, hold.thread)
        guard let (from, to) = clip(hold.start, hold.end, on: lane) else { continue }
        let name = names[lane, default: ""]
        sink.encoder.span(
          name.isEmpty ? "thread \(hold.thread)" : name, Self.category, on: row,
          from: Nanoseconds(from), to: Nanoseconds(to),
          arguments: EventArguments(lane: lane))
        rows.insert(row)
        sink.relieve()
      }
    }
    return rows
  }
}
