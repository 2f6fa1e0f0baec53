extension Trace {
  /// Which processes belong to each run of a file that does not list them.
  ///
  /// A run owns the process of its own event. Any other process belongs to the
  /// runs whose processes it exchanged arrows with, directly or through others
  /// that own no run; in a file with one owner, everything is the owner's.
  /// O(lanes + flows x runs) at most.
  ///
  /// - Parameter owners: The process of each run's own event.
  /// - Returns: The processes of each run, and those that no arrow ties to one.
  package func processes(
    ofRunsOwnedBy owners: [Int64]
  ) -> (runs: [Set<Int64>], unclaimed: Set<Int64>) {
    let all = Set(lanes.map(\.id.process))
    let distinct = Set(owners)
    guard distinct.count > 1 else { return (owners.map { _ in all }, []) }
    let neighbours = processNeighbours
    var reached: [Int64: Set<Int64>] = [:]
    for owner in distinct {
      var found: Set<Int64> = [owner]
      var pending = [owner]
      while let process = pending.popLast() {
        for next in neighbours[process] ?? []
        where !distinct.contains(next) && found.insert(next).inserted {
          pending.append(next)
        }
      }
      reached[owner] = found
    }
    let claimed = reached.values.reduce(into: Set<Int64>()) { $0.formUnion($1) }
    return (owners.map { reached[$0] ?? [$0] }, all.subtracting(claimed))
  }

  /// The processes that arrows connect.
  private var processNeighbours: [Int64: Set<Int64>] {
    var neighbours: [Int64: Set<Int64>] = [:]
    for flow in flows {
      guard let start = flow.start, let end = flow.end else { continue }
      let tail = lanes[Int(start.lane)].id.process
      let head = lanes[Int(end.lane)].id.process
      guard tail != head else { continue }
      neighbours[tail, default: []].insert(head)
      neighbours[head, default: []].insert(tail)
    }
    return neighbours
  }
}
