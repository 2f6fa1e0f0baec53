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
    var id: ArrowID
  }

  private struct Arrow {
    var flow: Category
    var tail: End?
    var head: End?
    var task: UInt64?
  }

  /// The last number that other arrows of the trace have.
  private let lastNumber: UInt64
  /// In the order in which they were met, and numbered so.
  private var arrows: [Arrow] = []
  private var places: [Name: Int] = [:]
  private(set) var unpaired = 0
  /// Arrows whose tail was noted after their head: it is put at the head.
  private(set) var reversed = 0

  init(after lastNumber: UInt64 = 0) { self.lastNumber = lastNumber }

  mutating func addTail(_ flow: Category, _ id: ArrowID, task: UInt64?, _ end: End) {
    let place = place(of: id, flow)
    guard arrows[place].tail == nil else {
      unpaired += 1
      return
    }
    arrows[place].tail = end
    arrows[place].task = task
  }

  mutating func addHead(_ flow: Category, _ id: ArrowID, _ end: End) {
    let place = place(of: id, flow)
    guard arrows[place].head == nil else {
      unpaired += 1
      return
    }
    arrows[place].head = end
  }

  private mutating func place(of id: ArrowID, _ flow: Category) -> Int {
    let place = places[Name(flow: flow, id: id), default: arrows.count]
    if place == arrows.count {
      places[Name(flow: flow, id: id)] = place
      arrows.append(Arrow(flow: flow))
    }
    return place
  }

  /// Writes the arrows that have both ends, by number.
  ///
  /// - Parameters:
  ///   - sink: Where to.
  ///   - time: Told of each end before, whether it is a tail, and the arrow's word; says when on
  ///     its lane to put it.
  mutating func write(
    to sink: inout TraceSink,
    at time: (End, _ isTail: Bool, _ word: String, inout TraceSink) -> Int64
  ) {
    for (index, arrow) in arrows.enumerated() {
      guard var tail = arrow.tail, let head = arrow.head else {
        unpaired += 1
        continue
      }
      if tail.time > head.time {
        // What was handed on was taken up before its giver had noted it.
        reversed += 1
        tail.time = head.time
      }
      let (word, number) = (arrow.flow.word, lastNumber + UInt64(index) + 1)
      let start = time(tail, true, word, &sink)
      let end = time(head, false, word, &sink)
      sink.encoder.flowStart(
        word, word, on: tail.lane, id: number, at: Nanoseconds(start),
        arguments: EventArguments(task: arrow.task))
      sink.encoder.flowEnd(word, word, on: head.lane, id: number, at: Nanoseconds(end))
      sink.relieve()
    }
  }
}
