import TraceModel

/// The lanes of a trace in the order of their appearance.
struct LaneTable {
  private(set) var lanes: [Lane] = []
  /// Whether a lane was refused.
  private(set) var isFull = false
  private var indices: [LaneID: Int32] = [:]
  /// Indices of lanes met lately, by ten bits that mix their numbers: a thread's own lane and
  /// the one for its scheduler slices differ in one bit.
  private var recent = [Int32](repeating: -1, count: 1 << 10)
  /// Process names that were pids in the file.
  private(set) var processNames: [Int64: String] = [:]

  /// The lane of an event: no pid is 0, no tid is the pid.
  mutating func index(of event: ScannedEvent, _ scanner: borrowing EventScanner) -> Int32 {
    let process = event.process ?? 0
    return index(of: LaneID(process: process, thread: event.thread ?? process), scanner)
  }

  /// The number of a lane; -1 when it is one too many.
  @inline(__always)
  mutating func index(of id: LaneID, _ scanner: borrowing EventScanner) -> Int32 {
    let numbers = UInt64(bitPattern: id.thread &+ id.process &* 7)
    let slot = Int(truncatingIfNeeded: (numbers &* 0x9E37_79B9_7F4A_7C15) >> 54)
    let candidate = recent[slot]
    if candidate >= 0 {
      let known = lanes[Int(candidate)].id
      if known.thread == id.thread, known.process == id.process { return candidate }
    }
    let index = find(id, scanner)
    recent[slot] = index
    return index
  }

  @inline(never)
  private mutating func find(_ id: LaneID, _ scanner: borrowing EventScanner) -> Int32 {
    if let known = indices[id] { return known }
    guard lanes.count < scanner.options.maximumLanes else {
      isFull = true
      return -1
    }
    let index = Int32(truncatingIfNeeded: lanes.count)
    lanes.append(Lane(id: id, name: scanner.textNumber(id.thread) ?? ""))
    indices[id] = index
    if let name = scanner.textNumber(id.process) { processNames[id.process] = name }
    return index
  }

  /// What a `thread_name` event says: the last name counts, roles add up.
  mutating func describe(_ lane: Int32, name: String?, roles: LaneRoles) {
    guard lane >= 0 else { return }
    if let name { lanes[Int(lane)].name = name }
    lanes[Int(lane)].roles.formUnion(roles)
  }
}
