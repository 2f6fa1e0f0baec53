package import TraceModel

extension LaneID {
  /// The numbers every viewer holds as they are: Perfetto reads pid and tid as
  /// unsigned 32-bit numbers and takes 0 for "none".
  package static let portable: ClosedRange<Int64> = 1...Int64(UInt32.max)

  /// Whether both numbers are portable.
  package var isPortable: Bool {
    LaneID.portable.contains(process) && LaneID.portable.contains(thread)
  }

  /// The row beside this lane on which its scheduler slices are written: they
  /// straddle the ends of tasks, so that on the lane's own tid they would not nest.
  ///
  /// Linux numbers threads below 2^22, so that the two never meet.
  package var scheduler: LaneID {
    LaneID(process: process, thread: thread & 0x7FFF_FFFF | 0x8000_0000)
  }
}

/// Free numbers for the processes and threads whose own no viewer can hold
/// (0, negative, a `pthread_self`), the same one at every appearance.
///
/// They count down from 4,000,000,000, far above what Linux hands out.
struct LaneNumbers {
  private static let first: Int64 = 4_000_000_000

  private var processes: [Int64: Int64] = [:]
  private var threads: [LaneID: Int64] = [:]

  /// How many processes and threads got a number of their own.
  var count: Int { processes.count + threads.count }

  mutating func portable(_ lane: LaneID) -> LaneID {
    if lane.isPortable { return lane }
    var portable = lane
    if !LaneID.portable.contains(lane.process) {
      portable.process = number(lane.process)
    }
    if !LaneID.portable.contains(lane.thread) {
      let free = LaneNumbers.first - Int64(threads.count)
      portable.thread = threads[lane, default: free]
      threads[lane] = portable.thread
    }
    return portable
  }

  mutating func portable(process: Int64) -> Int64 {
    LaneID.portable.contains(process) ? process : number(process)
  }

  private mutating func number(_ process: Int64) -> Int64 {
    let number = processes[process, default: LaneNumbers.first - Int64(processes.count)]
    processes[process] = number
    return number
  }
}
