/// A queue of tasks; O(1) on average.
struct FirstInFirstOut {
  private var tasks: [Int] = []
  private var head = 0

  mutating func append(_ task: Int) { tasks.append(task) }

  mutating func removeFirst() -> Int? {
    guard head < tasks.count else { return nil }
    defer {
      head += 1
      if head > 1_024, head * 2 > tasks.count {
        tasks.removeFirst(head)
        head = 0
      }
    }
    return tasks[head]
  }
}
