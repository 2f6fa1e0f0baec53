package import TraceModel

extension EventEncoder {
  /// Writes the tail of an arrow: an `s` event.
  ///
  /// `id` is fresh for every arrow of the file and at most 2^53, which
  /// JavaScript holds exactly. The arrow's two ends have the same name and
  /// category and each lies within a span of its lane. Either end may be
  /// written first; an id met twice at the same end is left out and counted, as
  /// far as the last 4,096 arrows are remembered.
  package mutating func flowStart(
    _ name: String, _ category: String, on lane: LaneID, id: UInt64, at time: Nanoseconds,
    arguments: EventArguments = .none
  ) {
    writeFlow(.flowStart, name, category, lane, id, time, arguments)
  }

  /// Writes the head of an arrow: an `f` event with `bp:"e"`, which binds it to
  /// the span around it.
  ///
  /// It has no arguments: catapult merges those of both ends and warns of each
  /// that it meets twice.
  package mutating func flowEnd(
    _ name: String, _ category: String, on lane: LaneID, id: UInt64, at time: Nanoseconds
  ) {
    writeFlow(.flowEnd, name, category, lane, id, time, .none)
  }

  private mutating func writeFlow(
    _ phase: EventPhase, _ name: String, _ category: String, _ lane: LaneID, _ id: UInt64,
    _ time: Nanoseconds, _ arguments: EventArguments
  ) {
    let name = named(name)
    let category = categorised(category)
    guard let label = flows.admit(id, isStart: phase == .flowStart, name, category) else {
      notes.droppedFlowEnds += 1
      return
    }
    if label.name != name || label.category != category { notes.renamedFlowEnds += 1 }
    open(phase, label.name, label.category, on: portable(lane))
    appendTime(fileTime(time))
    append(",\"id\":")
    appendDigits(id)
    close(arguments)
  }
}

/// The arrows met lately: catches an id used twice and ends that differ in name.
///
/// One slot for each of the last 4,096 ids (by their low bits).
struct FlowMemory {
  /// What both ends of an arrow must share.
  struct Label: Equatable {
    var name: String
    var category: String
  }

  /// Larger integers are not exact in the viewers that are written in JavaScript.
  static let largestID: UInt64 = 1 << 53
  private static let slotCount = 4096

  private struct Slot {
    var id: UInt64
    var label: Label
    var hasStart: Bool
    var hasEnd: Bool
  }

  private var slots = [Slot?](repeating: nil, count: slotCount)

  /// The label to write this end under, or nil when it must be left out.
  mutating func admit(
    _ id: UInt64, isStart: Bool, _ name: String, _ category: String
  ) -> Label? {
    guard id <= FlowMemory.largestID else { return nil }
    let index = Int(id % UInt64(FlowMemory.slotCount))
    guard var slot = slots[index], slot.id == id else {
      let label = Label(name: name, category: category)
      slots[index] = Slot(id: id, label: label, hasStart: isStart, hasEnd: !isStart)
      return label
    }
    guard isStart ? !slot.hasStart : !slot.hasEnd else { return nil }
    slot.hasStart = true
    slot.hasEnd = true
    slots[index] = slot
    return slot.label
  }
}
