import Synchronization
import TraceModel

/// What is too rare and too rich for a ring: runs, worker processes, and the
/// lines that worker processes send.
///
/// Under a lock, met at the ends of a run and when a worker's lines arrive.
final class RunJournal: Sendable {
  struct Entries {
    var runs: [RunEvent] = []
    var forwarded: [[UInt8]] = []
    var forwardedLost = 0
  }

  /// An end of a run, on the lane of the thread that said so.
  struct RunEvent {
    var name: String
    var arguments: RunArguments
    var lane: LaneID
    var start: Ticks
    /// Nil at the start of the run.
    var end: Ticks?
  }

  /// Lines of workers that wait for the drain take at most this many bytes;
  /// more are dropped and counted.
  static let capacity = 64 << 20

  private struct State {
    var entries = Entries()
    var forwardedBytes = 0
    var open: [RunEvent] = []
    var runs: [TraceRun] = []
  }

  private let state = Guarded(State())
  /// The round of a comparison that every run here belongs to.
  private let round: Int

  init(round: Int = 0) { self.round = round }

  private let lostEvents = Atomic<Int>(0)

  /// What the drain could not write, as it counts it.
  var lost: Int { lostEvents.load(ordering: .relaxed) }
  func note(lost: Int) { lostEvents.store(lost, ordering: .relaxed) }

  func begin(_ event: RunEvent) {
    state.withLock { state in
      state.open.append(event)
      state.entries.runs.append(event)
      state.runs.append(
        TraceRun(
          run: event.name, model: event.arguments.model, round: round,
          processes: [event.lane.process]))
    }
  }

  /// Ends the run begun last; nothing when none is open.
  func end(at end: Ticks) {
    state.withLock { state in
      guard var event = state.open.popLast() else { return }
      event.end = end
      state.entries.runs.append(event)
    }
  }

  /// Notes a worker process of the run begun last; without a run it is only in the events.
  func register(process: Int64) {
    state.withLock { state in
      guard let last = state.runs.indices.last else { return }
      if !state.runs[last].processes.contains(process) {
        state.runs[last].processes.append(process)
      }
    }
  }

  func forward(_ lines: [UInt8], lost: Int) {
    state.withLock { state in
      state.entries.forwardedLost += max(0, lost)
      guard !lines.isEmpty else { return }
      guard state.forwardedBytes + lines.count <= RunJournal.capacity else {
        state.entries.forwardedLost += RunJournal.events(in: lines)
        return
      }
      state.forwardedBytes += lines.count
      state.entries.forwarded.append(lines)
    }
  }

  func take() -> Entries {
    state.withLock { state in
      defer {
        state.entries = Entries()
        state.forwardedBytes = 0
      }
      return state.entries
    }
  }

  var runs: [TraceRun] { state.withLock { $0.runs } }

  /// Events in encoded lines: one a line.
  static func events(in lines: [UInt8]) -> Int {
    lines.isEmpty ? 0 : lines.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }
}
