import Testing

@testable import Stretto

struct QueueTests {
  @Test func `a ring queue gives back what went in, in order, while it grows and wraps`() {
    var queue = RingQueue<Int>(capacity: 2)
    var expected: [Int] = []
    var taken: [Int] = []
    var next = 0
    for round in 0..<50 {
      for _ in 0..<(round % 7) {
        queue.append(next)
        expected.append(next)
        next += 1
      }
      for _ in 0..<(round % 5) {
        if let element = queue.popFirst() { taken.append(element) }
      }
    }
    while let element = queue.popFirst() { taken.append(element) }
    #expect(taken == expected)
    #expect(queue.isEmpty && queue.count == 0)
  }

  @Test func `timers come due by deadline, equal ones in the order they were set`() {
    var timers = TimerHeap<String>()
    for (deadline, name) in [(30, "d"), (10, "a"), (20, "b"), (20, "c"), (40, "e")] {
      timers.insert(name, deadline: Int64(deadline))
    }
    #expect(timers.next == 10)
    #expect(timers.popDue(at: 9) == nil)
    var due: [String] = []
    while let name = timers.popDue(at: 30) { due.append(name) }
    #expect(due == ["a", "b", "c", "d"])
    #expect(timers.next == 40)
  }
}
