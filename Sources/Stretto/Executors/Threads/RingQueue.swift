/// A first-in, first-out queue in a ring buffer that doubles when it is full.
///
/// Appending and taking are O(1) and allocate only when the queue grows.
struct RingQueue<Element> {
  private var slots: [Element?]
  private var first = 0
  private(set) var count = 0

  init(capacity: Int = 16) {
    var size = 1
    while size < capacity { size *= 2 }
    slots = Array(repeating: nil, count: size)
  }

  var isEmpty: Bool { count == 0 }

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[(first &+ count) & (slots.count - 1)] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[first].take()
    first = (first + 1) & (slots.count - 1)
    count -= 1
    return element
  }

  private mutating func grow() {
    var larger: [Element?] = []
    larger.reserveCapacity(slots.count * 2)
    for offset in 0..<count { larger.append(slots[(first + offset) & (slots.count - 1)]) }
    larger.append(contentsOf: repeatElement(nil, count: slots.count * 2 - count))
    slots = larger
    first = 0
  }
}
