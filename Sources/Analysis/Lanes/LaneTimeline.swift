import TraceModel

/// What one lane did over time: a column for each thing to ask, 25 B a change.
///
/// A class, so that asking one of many copies nothing.
final class LaneTimeline: Sendable {
  /// What the counters of the sweep hold of a lane, in one byte.
  struct Flags: Equatable {
    var bits: UInt8 = 0

    init() {}

    init(_ state: Bucket?, isOnCore: Bool, isActive: Bool, isReady: Bool) {
      bits = state.map { $0.rawValue + 1 } ?? 0
      if isOnCore { bits |= 0x20 }
      if isActive { bits |= 0x40 }
      if isReady { bits |= 0x80 }
    }

    /// METHOD section 3; nil is idle.
    var state: Bucket? { bits & 0x1f == 0 ? nil : Bucket(rawValue: bits & 0x1f - 1) }
    var isIdle: Bool { bits & 0x1f == 0 }
    var isOnCore: Bool { bits & 0x20 != 0 }
    /// Whether a task's body is open.
    var isActive: Bool { bits & 0x40 != 0 }
    /// Whether it can take tasks.
    var isReady: Bool { bits & 0x80 != 0 }
  }

  let starts: [Int64]
  let flags: [Flags]
  /// Time in `work`, and in `io`, before each start.
  private let work: [Int64]
  private let io: [Int64]
  /// The same of the program's own serial code; empty where there is none.
  private let coord: [Int64]

  init(_ columns: consuming Columns) {
    starts = columns.starts
    flags = columns.flags
    work = columns.work
    io = columns.io
    coord = columns.hasCoord ? columns.coord : []
  }

  /// The columns while they grow.
  struct Columns {
    fileprivate var starts: [Int64] = []
    fileprivate var flags: [Flags] = []
    fileprivate var work: [Int64] = []
    fileprivate var io: [Int64] = []
    fileprivate var coord: [Int64] = []
    fileprivate var hasCoord = false

    mutating func reserve(_ count: Int) {
      starts.reserveCapacity(count)
      flags.reserveCapacity(count)
      work.reserveCapacity(count)
      io.reserveCapacity(count)
    }

    mutating func append(_ flags: Flags, at time: Int64, _ sums: borrowing Tally) {
      if flags.state == .coord, !hasCoord {
        hasCoord = true
        coord = Array(repeating: 0, count: starts.count)
      }
      if hasCoord { coord.append(sums[.coord]) }
      starts.append(time)
      self.flags.append(flags)
      work.append(sums[.work])
      io.append(sums[.io])
    }
  }

  /// Time in `work` and in `io` before an instant that lies in the stretch at a place.
  func progress(to time: Int64, at place: Int) -> (work: Int64, io: Int64) {
    guard place >= 0 else { return (0, 0) }
    let rest = time - starts[place]
    switch flags[place].state {
    case .work: return (work[place] + rest, io[place])
    case .io: return (work[place], io[place] + rest)
    default: return (work[place], io[place])
    }
  }

  /// Work and io in [0, time).
  func progress(to time: Int64) -> Int64 {
    let sums = progress(to: time, at: starts.place(at: time))
    return sums.work + sums.io
  }

  /// The program's own serial code in [0, time).
  func coord(to time: Int64) -> Int64 {
    guard !coord.isEmpty else { return 0 }
    let place = starts.place(at: time)
    guard place >= 0 else { return 0 }
    return flags[place].state == .coord ? coord[place] + time - starts[place] : coord[place]
  }

  /// Calls with every stretch of [from, to), clipped, in time order.
  func forEach(from: Int64, to: Int64, _ body: (Int64, Int64, Bucket?) -> Void) {
    var place = starts.place(at: from)
    var start = from
    while start < to {
      let next = place + 1
      let end = next < starts.count ? min(starts[next], to) : to
      if start < end { body(start, end, place < 0 ? nil : flags[place].state) }
      start = end
      place = next
    }
  }
}
