import TraceFile
import TraceModel

/// The arrows between lanes, paired by what the agents call them and numbered afresh.
struct ArrowTable {
  struct End: Hashable, Sendable {
    var lane: LaneID
    var time: Int64
  }

  private struct Name: Hashable {
    var flow: Category
    var id: String
  }

  private struct Arrow {
    var tail: End?
    var head: End?
    var task: UInt64?
    var number: UInt64
  }

  /// The last number that other arrows of the trace have.
  private let lastNumber: UInt64
  private var arrows: [Name: Arrow] = [:]
  private(set) var unpaired = 0
  /// Arrows whose tail was noted after their head: it is put at the head.
  private(set) var reversed = 0

  init(after lastNumber: UInt64 = 0) { self.lastNumber = lastNumber }

  private var freshNumber: UInt64 { lastNumber + UInt64(arrows.count + 1) }

  mutating func addTail(_ flow: Category, _ id: String, task: UInt64?, _ end: End) {
    let name = Name(flow: flow, id: id)
    var arrow = arrows[name] ?? Arrow(number: freshNumber)
    guard arrow.tail == nil else {
      unpaired += 1
      return
    }
    arrow.tail = end
    arrow.task = task ?? arrow.task
    arrows[name] = arrow
  }

  mutating func addHead(_ flow: Category, _ id: String, _ end: End) {
    let name = Name(flow: flow, id: id)
    var arrow = arrows[name] ?? Arrow(number: freshNumber)
    guard arrow.head == nil else {
      unpaired += 1
      return
    }
    arrow.head = end
    arrows[name] = arrow
  }

  /// Writes the arrows that have both ends, by number.
  ///
  /// `prepare` is told of each end before, with the arrow's word.
  mutating func write(
    to sink: inout TraceSink, _ prepare: (End, String, inout TraceSink) -> Void
  ) {
    for (name, arrow) in arrows.sorted(by: { $0.value.number < $1.value.number }) {
      guard var tail = arrow.tail, let head = arrow.head else {
        unpaired += 1
        continue
      }
      if tail.time > head.time {
        // What was handed on was taken up before its giver had noted it.
        reversed += 1
        tail.time = head.time
      }
      let word = name.flow.word
      prepare(tail, word, &sink)
      prepare(head, word, &sink)
      sink.encoder.flowStart(
        word, word, on: tail.lane, id: arrow.number, at: Nanoseconds(tail.time),
        arguments: EventArguments(task: arrow.task))
      sink.encoder.flowEnd(
        word, word, on: head.lane, id: arrow.number, at: Nanoseconds(head.time))
      sink.relieve()
    }
  }
}
