/// A b or an e, kept to be paired in the order of time.
struct AsyncEnd {
  /// Of cat, id and, where the id is local, the process.
  var key: UInt64
  var time: Int64
  /// nil where it has none.
  var name: UInt64?
  var isBegin: Bool
  var place: Place
}

extension Linter {
  mutating func judgeAsyncEvent(_ kind: Phase, _ time: Int64?) {
    let hasID2 = !event.id2Local.isAbsent || !event.id2Global.isAbsent
    if event[.id].isAbsent, event[.id2].isAbsent { return add(.asyncNoID) }
    guard kind != .oldAsync else { return }
    add(.asyncHidden)
    if event.id2Local.isAbsent { add(.asyncPlainID) }
    if event[.cat].isAbsent { add(.asyncNoCategory) }
    guard let time, kind != .asyncInstant, hasID2 || !event[.id].isAbsent else { return }
    guard asyncEnds.count < LintLimits.asyncEnds else { return reachLimit() }
    var key = mixed(event[.cat].hash, event[.id].isAbsent ? 1 : 2)
    if !event[.id].isAbsent {
      key = mixed(key, event[.id].hash)
    } else if !event.id2Global.isAbsent {
      key = mixed(key, event.id2Global.hash)
    } else {
      key = mixed(mixed(key, event.id2Local.hash), event[.pid].hash)
    }
    asyncEnds.append(
      AsyncEnd(
        key: key, time: time, name: event[.name].isAbsent ? nil : event[.name].hash,
        isBegin: kind == .asyncBegin, place: event.place))
  }

  /// Pairs begins and ends of one key in the order of time.
  mutating func judgeAsync() {
    asyncEnds.sort {
      ($0.key, $0.time, $0.place.offset) < ($1.key, $1.time, $1.place.offset)
    }
    var open: [AsyncEnd] = []
    var key: UInt64?
    for end in asyncEnds {
      if end.key != key {
        closeAsync(&open)
        key = end.key
      }
      if end.isBegin { open.append(end) } else { judgeAsyncEnd(end, &open) }
    }
    closeAsync(&open)
  }

  private mutating func closeAsync(_ open: inout [AsyncEnd]) {
    for begin in open { text.add(.asyncUnfinished, at: begin.place) }
    open.removeAll(keepingCapacity: true)
  }

  private mutating func judgeAsyncEnd(_ end: AsyncEnd, _ open: inout [AsyncEnd]) {
    guard let top = open.last else { return text.add(.asyncEndAlone, at: end.place) }
    if end.name == top.name {
      open.removeLast()
    } else if let index = open.lastIndex(where: { $0.name == end.name }) {
      text.add(.asyncCrossing, at: end.place)
      open.remove(at: index)
    } else {
      // The begin is taken for the one meant, so that it is not found unfinished as well.
      text.add(.asyncEndName, at: end.place)
      open.removeLast()
    }
  }
}

/// One hash of two.
func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
  var value = (left ^ (right &+ 0x9E37_79B9_7F4A_7C15)) &* 0xBF58_476D_1CE4_E5B9
  value ^= value >> 31
  return value &* 0x94D0_49BB_1331_11EB
}
