import Testing
import Workloads

struct `The count kernel` {
  /// The same chain written as a fold over an array of states.
  private func naive(steps: Int, seed: UInt64) -> UInt64 {
    (0..<steps).reduce(seed) { value, step in
      let rotated = value.multipliedReportingOverflow(by: 1 << 23).partialValue | value >> 41
      let multiplied = rotated.multipliedFullWidth(by: 0xD134_2543_DE82_EF95).low
      return multiplied.addingReportingOverflow(UInt64(step)).partialValue
    }
  }

  @Test(arguments: [0, 1, 2, 3, 1000])
  func `equals a naive chain of the same steps`(steps: Int) {
    for seed: UInt64 in [0, 1, 0xFFFF_FFFF_FFFF_FFFF, 0x1234_5678_9ABC_DEF0] {
      #expect(CountKernel.run(steps: steps, seed: seed) == naive(steps: steps, seed: seed))
    }
  }

  @Test func `depends on every step's order and on the seed`() {
    let whole = CountKernel.run(steps: 100, seed: 7)
    #expect(CountKernel.run(steps: 99, seed: 7) != whole)
    #expect(CountKernel.run(steps: 100, seed: 8) != whole)
    // Steps are numbered: two halves of the chain are not the chain.
    #expect(CountKernel.run(steps: 50, seed: CountKernel.run(steps: 50, seed: 7)) != whole)
  }

  @Test func `runs nothing for a negative count`() {
    #expect(CountKernel.run(steps: -5, seed: 9) == 9)
  }
}

struct `Seeded bytes` {
  @Test(arguments: [0, 1, 2, 7, 4096])
  func `have the length asked for and follow from the seed`(count: Int) {
    let bytes = SeededBytes.make(count: count, seed: 3)
    #expect(bytes.count == count)
    #expect(bytes == SeededBytes.make(count: count, seed: 3))
    #expect(count < 2 || bytes != SeededBytes.make(count: count, seed: 4))
  }

  @Test func `are empty for a negative count`() {
    #expect(SeededBytes.make(count: -1, seed: 3).isEmpty)
  }
}

struct `The checksum` {
  @Test func `is FNV-1a`() {
    // Published test vectors of the algorithm.
    #expect(Checksum.of([]) == 0xCBF2_9CE4_8422_2325)
    #expect(Checksum.of(Array("a".utf8)) == 0xAF63_DC4C_8601_EC8C)
    #expect(Checksum.of(Array("foobar".utf8)) == 0x8594_4171_F739_67E8)
  }
}
