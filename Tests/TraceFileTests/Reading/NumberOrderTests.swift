import Testing

@testable import TraceFile

@Suite struct NumberOrderTests {
  @Test(arguments: [UInt64(1), 7, 3_000, 1 << 22, 1 << 63])
  func `numbers come in ascending order, equal ones as they stand`(step: UInt64) {
    let numbers = (0..<4_000).map { UInt64($0 * 2_654_435_761 % 1_009) &* step }
    let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    #expect(NumberOrder.places(of: numbers) == expected.map { UInt32($0) })
  }

  @Test func `none and one need no order`() {
    #expect(NumberOrder.places(of: []) == [])
    #expect(NumberOrder.places(of: [.max]) == [0])
  }
}
