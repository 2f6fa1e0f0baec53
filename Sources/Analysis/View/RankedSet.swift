/// A set of small numbers that knows its k-th smallest; each question O(log n).
struct RankedSet {
  /// Partial counts, as in a Fenwick tree; the first is not used.
  private var tree: [Int32]
  private var isMember: [Bool]
  private(set) var count = 0
  private let top: Int

  init(below limit: Int) {
    tree = Array(repeating: 0, count: limit + 1)
    isMember = Array(repeating: false, count: limit)
    var top = 1
    while top * 2 <= limit { top *= 2 }
    self.top = top
  }

  func contains(_ number: Int) -> Bool { isMember[number] }

  mutating func set(_ number: Int, _ isIn: Bool) {
    guard isMember[number] != isIn else { return }
    isMember[number] = isIn
    count += isIn ? 1 : -1
    var place = number + 1
    while place < tree.count {
      tree[place] += isIn ? 1 : -1
      place += place & -place
    }
  }

  /// How many members are smaller than a number.
  func rank(_ number: Int) -> Int {
    var place = number
    var sum = 0
    while place > 0 {
      sum += Int(tree[place])
      place -= place & -place
    }
    return sum
  }

  /// The member with so many smaller ones; the limit when there is none.
  subscript(rank: Int) -> Int {
    guard rank < count else { return isMember.count }
    var place = 0
    var rest = rank
    var step = top
    while step > 0 {
      if place + step < tree.count, Int(tree[place + step]) <= rest {
        place += step
        rest -= Int(tree[place])
      }
      step /= 2
    }
    return place
  }
}
