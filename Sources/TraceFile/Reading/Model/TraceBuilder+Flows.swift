import TraceModel

/// An `s`, `t` or `f` event that waits for its partner.
struct FlowMark {
  enum Kind { case start, step, end }

  var key: PairingKey
  var kind: Kind
  var time: Nanoseconds
  var lane: Int32
  var task: NameTable.ID
  var category: Category

  var end: Flow.End { Flow.End(lane: lane, time: time) }
}

extension TraceBuilder {
  mutating func markFlow(
    _ event: ScannedEvent, _ context: EventContext, _ scanner: inout EventScanner
  ) -> Bool {
    guard let identifier = event.identifier else { return false }
    let kind: FlowMark.Kind =
      switch event.phase {
      case UInt8(ascii: "s"): .start
      case UInt8(ascii: "t"): .step
      default: .end
      }
    flowMarks.append(
      FlowMark(
        key: PairingKey(identifier, event, name: event.name), kind: kind, time: context.start,
        lane: context.lane, task: context.task, category: context.category))
    return true
  }

  /// Matches arrows by id, name and category: first tail with first head.
  ///
  /// A head may be earlier than its tail: another thread can pick a task up
  /// before the thread that handed it over has written so. A step ends one
  /// arrow and starts the next.
  mutating func matchFlows() {
    let order = flowOrder()
    trace.flows.reserveCapacity(flowMarks.count / 2)
    var tails = PendingFlows()
    var heads = PendingFlows()
    var last: PairingKey?
    for place in order {
      let mark = flowMarks[Int(place)]
      if let last, last != mark.key { match(&tails, &heads) }
      last = mark.key
      if mark.kind != .start {
        if let tail = tails.takeFirst() {
          append(tail, mark)
        } else {
          heads.add(mark)
        }
      }
      if mark.kind != .end { tails.add(mark) }
    }
    match(&tails, &heads)
    flowMarks = []
  }

  /// Pairs what is left of one id, then counts single ends.
  private mutating func match(_ tails: inout PendingFlows, _ heads: inout PendingFlows) {
    while let tail = tails.takeFirst() {
      if let head = heads.takeFirst() {
        append(tail, head)
      } else if tail.kind == .start {
        append(tail, nil)
      }
    }
    while let head = heads.takeFirst() { append(nil, head) }
    tails.removeAll()
    heads.removeAll()
  }

  private mutating func append(_ tail: FlowMark?, _ head: FlowMark?) {
    guard let mark = tail ?? head else { return }
    if tail == nil || head == nil { trace.notes.unmatchedFlows += 1 }
    let task = tail?.task ?? .none
    trace.flows.append(
      Flow(
        category: mark.category, name: mark.key.name,
        task: task != .none ? task : head?.task ?? .none, start: tail?.end, end: head?.end,
        categoryName: mark.key.category))
  }
}

/// A queue of marks, first in, first out.
private struct PendingFlows {
  private var marks: [FlowMark] = []
  private var first = 0

  mutating func add(_ mark: FlowMark) { marks.append(mark) }

  mutating func takeFirst() -> FlowMark? {
    guard first < marks.count else { return nil }
    first += 1
    return marks[first - 1]
  }

  mutating func removeAll() {
    marks.removeAll(keepingCapacity: true)
    first = 0
  }
}
