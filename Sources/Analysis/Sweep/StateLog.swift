import TraceModel

/// Every change of state of every lane and async task, in time order.
///
/// For the passes that follow arrows (METHOD 6); 16 bytes a change.
struct StateLog {
  struct Change {
    var time: Int64
    /// A lane's index, or for an async task −1 − its index.
    var owner: Int32
    var state: Bucket?
  }

  private(set) var changes: [Change] = []

  mutating func append(lane: Int, _ state: Bucket?, at time: Int64) {
    changes.append(Change(time: time, owner: Int32(truncatingIfNeeded: lane), state: state))
  }

  mutating func append(task: Int, _ state: Bucket?, at time: Int64) {
    changes.append(
      Change(time: time, owner: -1 - Int32(truncatingIfNeeded: task), state: state))
  }
}
