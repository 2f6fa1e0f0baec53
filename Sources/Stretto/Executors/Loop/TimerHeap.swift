/// Deadlines, the earliest first; equal ones in the order they were set.
struct TimerHeap<Element> {
  private struct Entry {
    var deadline: Int64
    var number: Int
    var element: Element

    func isBefore(_ other: Entry) -> Bool {
      (deadline, number) < (other.deadline, other.number)
    }
  }

  private var entries: [Entry] = []
  private var made = 0

  /// CLOCK_MONOTONIC nanoseconds of the earliest deadline.
  var next: Int64? { entries.first?.deadline }

  mutating func insert(_ element: Element, deadline: Int64) {
    entries.append(Entry(deadline: deadline, number: made, element: element))
    made += 1
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].isBefore(entries[parent]) else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the earliest whose deadline has come.
  mutating func popDue(at now: Int64) -> Element? {
    guard let first = entries.first, first.deadline <= now else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return first.element
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < entries.count else { return }
      let right = left + 1
      let child = right < entries.count && entries[right].isBefore(entries[left]) ? right : left
      guard entries[child].isBefore(entries[parent]) else { return }
      entries.swapAt(child, parent)
      parent = child
    }
  }
}
