/// A binary heap: the smallest element first, O(log n) per change.
struct MinHeap<Element: Comparable> {
  private var elements: [Element] = []

  init() {}

  /// - Parameter elements: Ascending, which is a heap already; O(1).
  init(ascending elements: [Element]) { self.elements = elements }

  var first: Element? { elements.first }
  var count: Int { elements.count }
  var isEmpty: Bool { elements.isEmpty }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard element < elements[parent] else { break }
      elements[child] = elements[parent]
      child = parent
    }
    elements[child] = element
  }

  mutating func removeFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if !elements.isEmpty { replaceFirst(by: last) }
    return first
  }

  /// Removes the first and inserts another, in one pass; the heap must not be empty.
  mutating func replaceFirst(by element: Element) {
    let count = elements.count
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < element else { break }
      elements[parent] = elements[child]
      parent = child
    }
    elements[parent] = element
  }
}
