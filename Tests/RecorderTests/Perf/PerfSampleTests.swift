import Testing
import TraceModel

@testable import Recorder

/// Samples and mappings, from bytes as the manual page describes them.
@Suite struct PerfSampleTests {
  static let plain = PerfBytes.threadAndTimeAndCPU | 1 << 5

  private func parse(_ bytes: PerfBytes) -> (records: [PerfRecord], malformed: Int) {
    var parser = PerfRecordParser(sampleType: bytes.sampleType)
    var records: [PerfRecord] = []
    parser.parse(bytes.bytes, into: &records)
    return (records, parser.malformed)
  }

  private func all(_ sampleType: UInt64) -> PerfBytes {
    var bytes = PerfBytes(sampleType: sampleType)
    bytes.sample(
      [UInt64(bitPattern: -512), 0x40_1000, 0x40_2000], process: 7, thread: 8, time: 120, cpu: 3)
    bytes.mapping(
      "/usr/lib/libx.so", start: 0x7000, length: 0x2000, offset: 0x1000, buildID: [1, 2, 3],
      inode: 0, process: 7, time: 130)
    bytes.mapping(
      "[vdso]", start: 0x9000, length: 0x1000, offset: 0, buildID: nil, inode: 42, process: 7,
      time: 140)
    bytes.sample([], process: 7, thread: 7, time: 150, cpu: 0)
    return bytes
  }

  @Test(arguments: [plain, plain | 1 << 8, plain | 1 << 6 | 1 << 9 | 1 << 8, plain | 1 << 16 | 1])
  func `samples and mappings are read, whatever fields stand before`(sampleType: UInt64) {
    let (records, malformed) = parse(all(sampleType))
    #expect(malformed == 0)
    #expect(
      records == [
        PerfRecord(
          time: 120, process: 7, thread: 8, cpu: 3,
          kind: .sample(callchain: [UInt64(bitPattern: -512), 0x40_1000, 0x40_2000])),
        PerfRecord(
          time: 130, process: 7, thread: 7, cpu: 0,
          kind: .mapping(
            CodeMapping(
              start: 0x7000, length: 0x2000, offset: 0x1000, path: "/usr/lib/libx.so",
              buildID: [1, 2, 3]))),
        PerfRecord(
          time: 140, process: 7, thread: 7, cpu: 0,
          kind: .mapping(
            CodeMapping(start: 0x9000, length: 0x1000, offset: 0, path: "[vdso]", inode: 42))),
        PerfRecord(time: 150, process: 7, thread: 7, cpu: 0, kind: .sample(callchain: [])),
      ])
  }

  @Test func `a chain that claims more entries than it has is counted, and left out`() {
    var bytes = PerfBytes(sampleType: Self.plain)
    bytes.sample([1, 2, 3], process: 7, thread: 7, time: 5, cpu: 0)
    for count: UInt8 in [4, 255] {
      bytes.bytes[8 + 24] = count
      #expect(parse(bytes).records.isEmpty)
      #expect(parse(bytes).malformed == 1)
    }
  }

  @Test func `any bytes at all do no harm`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var bytes = all(Self.plain)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: bytes.bytes.indices, using: &generator)
        bytes.bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      var stacks = StackSamples()
      for record in parse(bytes).records { stacks.feed(record) }
      #expect(NamedStacks(stacks, of: [LaneID(7, 7)]).sampleCount <= 4)
    }
  }
}
