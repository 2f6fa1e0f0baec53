import TraceModel

/// The nesting of every lane; the lane used last is found without hashing.
struct NestingByLane {
  /// Spans remembered over all lanes, 40 bytes each: 40 MiB at most, with the
  /// room that arrays keep to grow.
  private static let largestTotal = 1 << 19
  private static let largestOfOne = 1 << 14
  private static let smallestLimit = 64

  private var lanes: [LaneNesting] = []
  private var indices: [LaneID: Int] = [:]
  private var last: (lane: LaneID, index: Int)?

  /// Where a span goes so that it nests on its lane, or nil when it cannot.
  mutating func place(
    _ start: Int64, _ end: Int64, on lane: LaneID, tolerance: Int64
  ) -> (Int64, Int64)? {
    let index = index(of: lane)
    let limit = max(
      NestingByLane.smallestLimit,
      min(NestingByLane.largestOfOne, NestingByLane.largestTotal / lanes.count))
    return lanes[index].place(start, end, tolerance: tolerance, limit: limit)
  }

  /// Keeps what lies before `time` apart from what comes after it.
  mutating func fence(at time: Int64, on lane: LaneID) {
    lanes[index(of: lane)].fence(at: time)
  }

  private mutating func index(of lane: LaneID) -> Int {
    if let last, last.lane.thread == lane.thread, last.lane.process == lane.process {
      return last.index
    }
    let index = indices[lane] ?? lanes.count
    if index == lanes.count {
      lanes.append(LaneNesting())
      indices[lane] = index
    }
    last = (lane, index)
    return index
  }
}
