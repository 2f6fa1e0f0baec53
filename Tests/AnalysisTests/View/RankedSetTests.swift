import Statistics
import Testing

@testable import Analysis

struct RankedSetTests {
  @Test(arguments: [0, 1, 2, 7, 64, 100])
  func `rank and selection agree with a sorted array`(limit: Int) {
    var random = SplitMix64(seed: UInt64(limit))
    var set = RankedSet(below: limit)
    var members: Set<Int> = []
    for _ in 0..<400 where limit > 0 {
      let number = Int.random(in: 0..<limit, using: &random)
      let isIn = Bool.random(using: &random)
      set.set(number, isIn)
      if isIn { members.insert(number) } else { members.remove(number) }
      let sorted = members.sorted()
      #expect(set.count == sorted.count)
      for (rank, member) in sorted.enumerated() {
        #expect(set[rank] == member)
        #expect(set.rank(member) == rank)
      }
      #expect(set.rank(limit) == sorted.count)
    }
    #expect(set[set.count] == limit)
  }
}
