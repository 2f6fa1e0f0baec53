import Analysis
import TraceModel

extension RunDiff {
  /// Self time by span name, and what no span covers.
  static func names(_ before: SelfTimes, _ after: SelfTimes, _ capacity: DiffRow) -> DiffTable {
    let rows = rows(before.byName, after.byName)
    return DiffTable(
      "the span names' self times", rows: rows + [uncovered(before, after, capacity)],
      total: capacity)
  }

  /// The time inside spans by lane, and what no span covers.
  ///
  /// Thread numbers differ from run to run: lanes are matched by name, those of one name in the
  /// order of their numbers.
  static func lanes(_ before: SelfTimes, _ after: SelfTimes, _ capacity: DiffRow) -> DiffTable {
    var rows: [String: DiffRow] = [:]
    func add(_ lanes: [LaneTime], _ put: (inout DiffRow, Nanoseconds) -> Void) {
      var seen: [String: Int] = [:]
      for lane in lanes.sorted(by: { $0.lane < $1.lane }) {
        let name = Self.stableName(of: lane)
        let number = seen[name, default: 0] + 1
        seen[name] = number
        let label = number == 1 ? name : "\(name) (\(number))"
        put(&rows[label, default: DiffRow(label: label, before: .zero, after: .zero)], lane.busy)
      }
    }
    add(before.byLane) { $0.before.count &+= $1.count }
    add(after.byLane) { $0.after.count &+= $1.count }
    return DiffTable(
      "the lanes' times", rows: Array(rows.values) + [uncovered(before, after, capacity)],
      total: capacity)
  }

  /// A lane's name without its numbers, which the system chose.
  private static func stableName(of lane: LaneTime) -> String {
    var name = lane.name.isEmpty ? "thread without a name" : lane.name
    for number in [lane.lane.thread, lane.lane.process] where number.magnitude > 9 {
      name = name.replacing("\(number)", with: "*")
    }
    return name
  }

  /// Self time of async spans; nil where neither run has any.
  static func asyncNames(_ before: SelfTimes, _ after: SelfTimes) -> DiffTable? {
    let rows = rows(before.byAsyncName, after.byAsyncName)
    guard !rows.isEmpty else { return nil }
    func sum(_ times: SelfTimes) -> (time: Nanoseconds, count: Int) {
      times.byAsyncName.values.reduce(into: (Nanoseconds.zero, 0)) {
        $0.0.count &+= $1.time
        $0.1 &+= $1.count
      }
    }
    let (first, second) = (sum(before), sum(after))
    return DiffTable(
      "the async spans' self times", rows: rows,
      total: DiffRow(
        label: "async spans", before: first.time, after: second.time, countBefore: first.count,
        countAfter: second.count))
  }

  private static func rows(
    _ before: [SpanName: SpanSum], _ after: [SpanName: SpanSum]
  ) -> [DiffRow] {
    Set(before.keys).union(after.keys).map { name in
      let (first, second) = (before[name] ?? SpanSum(), after[name] ?? SpanSum())
      return DiffRow(
        label: name.label, before: Nanoseconds(first.time), after: Nanoseconds(second.time),
        countBefore: first.count, countAfter: second.count)
    }
  }

  /// What the lanes spent in no span, found from the lanes alone.
  private static func uncovered(
    _ before: SelfTimes, _ after: SelfTimes, _ capacity: DiffRow
  ) -> DiffRow {
    func covered(_ times: SelfTimes) -> Int64 { times.byLane.reduce(0) { $0 &+ $1.busy.count } }
    return DiffRow(
      label: "(outside every span)",
      before: Nanoseconds(capacity.before.count &- covered(before)),
      after: Nanoseconds(capacity.after.count &- covered(after)))
  }
}
