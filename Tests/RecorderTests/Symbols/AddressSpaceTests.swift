import Testing

@testable import Recorder

/// What lies where in a process.
@Suite struct AddressSpaceTests {
  private func region(_ start: UInt64, _ end: UInt64, _ file: Int32, offset: UInt64 = 0)
    -> AddressSpace.Region
  {
    AddressSpace.Region(start: start, end: end, offset: offset, file: file)
  }

  @Test func `an address belongs to the region around it, its end excluded`() {
    var space = AddressSpace()
    space.map(region(300, 400, 2))
    space.map(region(100, 200, 1))
    #expect(space.region(at: 99) == nil)
    #expect(space.region(at: 100)?.file == 1)
    #expect(space.region(at: 199)?.file == 1)
    #expect(space.region(at: 200) == nil)
    #expect(space.region(at: 399)?.file == 2)
    #expect(space.region(at: .max) == nil)
  }

  @Test func `a later mapping takes the place of what lay there, and leaves the rest`() {
    var space = AddressSpace()
    space.map(region(100, 200, 1, offset: 1000))
    space.map(region(200, 300, 2))
    space.map(region(140, 220, 3))
    #expect(space.regions.map(\.start) == [100, 140, 220])
    #expect(space.region(at: 139)?.file == 1)
    #expect(space.region(at: 219)?.file == 3)
    #expect(space.region(at: 220)?.offset == 20)
    space.map(region(150, 160, 4))
    // The part behind the hole still begins where it did in its file.
    #expect(space.regions.map(\.start) == [100, 140, 150, 160, 220])
    #expect(space.region(at: 165)?.offset == 20)
  }

  @Test func `any mappings at all leave regions in order, none upon another`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var space = AddressSpace()
      var truth = [Int32?](repeating: nil, count: 64)
      for file in 0..<Int32.random(in: 1...20, using: &generator) {
        let start = Int.random(in: 0..<64, using: &generator)
        let end = Int.random(in: 0...64, using: &generator)
        space.map(region(UInt64(start), UInt64(end), file))
        if start < end { for at in start..<end { truth[at] = file } }
      }
      #expect((0..<64).map { space.region(at: UInt64($0))?.file } == truth)
      #expect(zip(space.regions, space.regions.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
  }
}
