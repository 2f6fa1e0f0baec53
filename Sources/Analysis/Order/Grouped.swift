/// Indices by the owner they belong to, each owner's in their first order.
///
/// Two arrays whatever the number of owners; made by counting, O(n).
struct Grouped {
  private(set) var items: [Int32]
  private var bounds: [Int32]

  /// Groups the indices below `count` by the owner of each; a negative one is none.
  init(_ count: Int, owners: Int, by owner: (Int) -> Int32) {
    bounds = Array(repeating: 0, count: owners + 1)
    for index in 0..<count {
      let owner = Int(owner(index))
      if owner >= 0 { bounds[owner + 1] += 1 }
    }
    for index in bounds.indices.dropFirst() { bounds[index] += bounds[index - 1] }
    items = Array(repeating: 0, count: Int(bounds[owners]))
    var next = bounds
    for index in 0..<count {
      let owner = Int(owner(index))
      if owner < 0 { continue }
      items[Int(next[owner])] = Int32(truncatingIfNeeded: index)
      next[owner] += 1
    }
  }

  var owners: Int { bounds.count - 1 }

  func range(_ owner: Int) -> Range<Int> { Int(bounds[owner])..<Int(bounds[owner + 1]) }

  subscript(place: Int) -> Int { Int(items[place]) }

  /// Puts every owner's indices in order where they are not.
  mutating func order(by precedes: (Int, Int) -> Bool) {
    for owner in 0..<owners {
      let range = self.range(owner)
      if range.count < 2 { continue }
      var isSorted = true
      for place in range.dropFirst() where precedes(self[place], self[place - 1]) {
        isSorted = false
        break
      }
      if !isSorted { items[range].sort { precedes(Int($0), Int($1)) } }
    }
  }
}
