import CZlib
import Testing
import Workloads

struct `The compress kernel` {
  @Test(arguments: [0, 1, 100_000])
  func `deflates to what zlib inflates back`(count: Int) throws {
    let payload = SeededBytes.make(count: count, seed: 5)
    let deflated = try CompressKernel.run(payload)
    var inflated = [UInt8](repeating: 0, count: count + 1)
    var length = uLongf(inflated.count)
    #expect(uncompress(&inflated, &length, deflated, uLong(deflated.count)) == Z_OK)
    #expect(Array(inflated.prefix(Int(length))) == payload)
  }

  @Test func `finds matches in seeded bytes, but not only matches`() throws {
    let deflated = try CompressKernel.run(SeededBytes.make(count: 100_000, seed: 5))
    #expect((20_000..<80_000).contains(deflated.count))
  }
}
