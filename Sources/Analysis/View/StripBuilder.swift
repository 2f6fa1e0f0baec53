import TraceModel

/// The strips of pool lanes while the sweep goes on: only those that may be shown.
struct StripBuilder {
  struct Changes {
    var times: [Int64] = []
    var states: [Bucket] = []
  }

  /// By lane; nil for those not kept.
  private(set) var changes: [Int: Changes] = [:]
  /// The lanes of each group by their place; −1 for those not kept.
  private var keys: [[Int]]
  /// The lanes kept, in the order of their weight.
  private var kept: [Int]
  private var total = 0
  private let limit: Int

  /// - Parameters:
  ///   - facts: The run's.
  ///   - lanes: The lanes that may be shown, those that matter most first.
  ///   - limit: Stretches of all of them; somewhat more is kept until the end.
  init(_ facts: RunFacts, keeping lanes: [Int], limit: Int) {
    kept = lanes.filter { facts.lanes[$0].slotGroup >= 0 }
    self.limit = limit
    let wanted = Set(kept)
    keys = facts.groups.map { group in
      group.kind == .pool ? group.lanes.map { wanted.contains(Int($0)) ? Int($0) : -1 } : []
    }
    for lane in kept { changes[lane] = Changes() }
  }

  mutating func note(_ group: Int, _ place: Int, _ state: Bucket, at time: Int64) {
    let lane = keys[group][place]
    guard lane >= 0 else { return }
    changes[lane]?.times.append(time)
    changes[lane]?.states.append(state)
    total += 1
    while total > 4 * limit + 4096, !kept.isEmpty { dropHalf() }
  }

  /// Gives up the half of the lanes that matters less.
  private mutating func dropHalf() {
    let dropped = Set(kept.suffix((kept.count + 1) / 2))
    kept.removeLast(dropped.count)
    for lane in dropped { total -= changes.removeValue(forKey: lane)?.times.count ?? 0 }
    for group in keys.indices {
      for place in keys[group].indices where dropped.contains(keys[group][place]) {
        keys[group][place] = -1
      }
    }
  }
}
