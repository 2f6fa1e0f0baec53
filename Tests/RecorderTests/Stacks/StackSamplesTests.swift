import Glibc
import Testing
import TraceFile
import TraceModel

@testable import Recorder

/// Stacks from records whose truth is known.
@Suite struct StackSamplesTests {
  private static let user = UInt64(bitPattern: -512)
  private static let kernel = UInt64(bitPattern: -128)

  private func record(_ kind: PerfRecord.Kind, process: Int32 = 7, time: Int64 = 1) -> PerfRecord {
    PerfRecord(time: time, process: process, thread: process, cpu: 0, kind: kind)
  }

  private func mapping(_ start: UInt64, _ path: String, offset: UInt64 = 0) -> PerfRecord.Kind {
    .mapping(CodeMapping(start: start, length: 0x1000, offset: offset, path: path, inode: 5))
  }

  private func started(
    limit: Int = 1 << 20, nodes: Int = 1 << 19, spare: Int = 1 << 17
  ) -> StackSamples {
    var stacks = StackSamples(limit: limit, nodes: nodes, spare: spare)
    stacks.feed(record(.name("a", isExec: true)))
    stacks.feed(record(mapping(0x1000, "/nowhere/a", offset: 0x400)))
    return stacks
  }

  /// Places of a node, innermost first.
  private func places(_ stacks: StackSamples, _ node: Int32) -> [CodePlace] {
    var places: [CodePlace] = []
    var at = node
    while at >= 0 {
      places.append(stacks.tree.places[Int(at)])
      at = stacks.tree.parents[Int(at)]
    }
    return places
  }

  @Test func `a chain has its kernel part, its program's part, and calls before returns`() {
    let chain = [Self.kernel, 0xffff_8000, 0xffff_9000, Self.user, 0x1010, 0x1020]
    let entries = Callchain.entries(chain)
    #expect(entries.map(\.isKernel) == [true, true, false, false])
    #expect(entries.map(\.inside) == [0xffff_8000, 0xffff_8fff, 0x1010, 0x101f])
    #expect(Callchain.entries([0x1010]) == [])
    #expect(Callchain.entries([UInt64(bitPattern: -2048), 0x1010, Self.user, 0x1020]).count == 1)
  }

  @Test func `an address is a place in the file that lies there`() {
    var stacks = started()
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010, 0x1020])))
    #expect(
      places(stacks, stacks.samples[0].node) == [
        CodePlace(file: 0, address: 0x410), CodePlace(file: 0, address: 0x41f),
      ])
  }

  @Test func `what lies nowhere ends a chain; the innermost is said to be unknown`() {
    var stacks = started()
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010, 0x5, 0x1020])))
    stacks.feed(record(.sample(callchain: [Self.user, 0x9999_0000, 0x1020])))
    #expect(places(stacks, stacks.samples[0].node).count == 1)
    #expect(places(stacks, stacks.samples[1].node) == [.unknown])
  }

  @Test func `a forked process has its maker's code, until it executes another`() {
    var stacks = started()
    stacks.feed(record(.fork(parentProcess: 7, parentThread: 7), process: 8))
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010]), process: 8))
    stacks.feed(record(.name("b", isExec: true), process: 8))
    stacks.feed(record(mapping(0x1000, "/nowhere/b"), process: 8))
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010]), process: 8))
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010]), process: 7))
    let files = stacks.samples.map { places(stacks, $0.node).first?.file }
    #expect(files == [0, 1, 0])
    #expect(stacks.files.files.map(\.shortName) == ["a", "b"])
    // A process number that comes again knows nothing of the former.
    stacks.feed(record(.exit, process: 8))
    stacks.feed(record(.sample(callchain: [Self.user, 0x1010]), process: 8))
    #expect(places(stacks, stacks.samples[3].node) == [.unknown])
  }

  @Test func `too many samples are thinned out evenly`() {
    var stacks = started(limit: 100)
    for time in 0..<1000 {
      stacks.feed(record(.sample(callchain: [Self.user, 0x1010]), time: Int64(time)))
    }
    #expect(stacks.taken == 1000)
    #expect(stacks.stride == 16)
    #expect((50..<100).contains(stacks.samples.count))
    let gaps = zip(stacks.samples, stacks.samples.dropFirst()).map { $1.time - $0.time }
    #expect(Set(gaps) == [16])
  }

  @Test func `of too many different stacks the innermost functions are kept, and they are counted`()
  {
    var stacks = started(nodes: 10, spare: 20)
    let callers = (0..<12).map { 0x1200 + UInt64($0) }
    for address in 0..<100 {
      let own = 0x1100 + UInt64(address % 20)
      stacks.feed(record(.sample(callchain: [Self.user, own] + callers + [0x1020])))
    }
    #expect(stacks.tree.places.count <= 30)
    #expect(stacks.tree.cut == 100)
    // The innermost is right for all that found room, and none is given to another.
    let innermost = stacks.samples.map { places(stacks, $0.node).first }
    let right = innermost.enumerated().filter { index, place in
      place == CodePlace(file: 0, address: 0x500 + UInt64(index % 20))
    }
    #expect(right.count == 55)
    #expect(innermost.count { $0 == .cut } == 100 - right.count)
    #expect(stacks.samples.allSatisfy { places(stacks, $0.node).last == .cut })
    let named = NamedStacks(stacks, of: [LaneID(7, 7)])
    #expect(named.frames.contains { $0.name == "[more callers]" && $0.parent == nil })
  }

  @Test func `a file that is removed after a sample met it still gives its names`() throws {
    let scratch = Scratch()
    let program = try Tools.compile(
      "int main(int n, char **v) { return n; }", "small.c", in: scratch, ["-O1"])
    let text = String(decoding: try Tools.output("nm", [program]), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.hasSuffix(" T main") })
    let address = try #require(UInt64(line.prefix { $0 != " " }, radix: 16))
    let descriptor = RegularFile.open(program)
    let inode = RegularFile.inode(descriptor)
    let segments = try #require(ElfFile(descriptor)).segments()
    RegularFile.close(descriptor)
    let segment = try #require(
      segments.first { $0.address <= address && address - $0.address < $0.size })
    for (number, expected) in [(inode, "main"), (inode + 1, "program-small+0x")] {
      var stacks = StackSamples()
      stacks.feed(record(.name("a", isExec: true)))
      stacks.feed(
        record(
          .mapping(
            CodeMapping(
              start: 0x1000, length: segment.size, offset: segment.offset, path: program,
              inode: number))))
      let place = 0x1000 + address - segment.address
      stacks.feed(record(.sample(callchain: [Self.user, place])))
      // The second is another file of that name.
      if number == inode { #expect(rename(program, program + ".gone") == 0) }
      let names = NamedStacks(stacks, of: [LaneID(7, 7)]).frames.map(\.name)
      #expect(names.count == 1 && names[0].hasPrefix(expected), "\(names)")
      _ = rename(program + ".gone", program)
    }
  }

  @Test func `files of which nothing can be read give places, and are named`() {
    var stacks = started()
    stacks.feed(record(mapping(0x8000, "//anon")))
    stacks.feed(record(.sample(callchain: [Self.user, 0x8010, 0x8020, 0x8030, 0x1020])))
    let named = NamedStacks(stacks, of: [LaneID(7, 7)])
    #expect(NamedStacks(stacks, of: []).sampleCount == 0)
    #expect(named.missing == ["a"])
    #expect(named.frames.map(\.name) == ["a+0x41f", "[made code]"])
    #expect(named.frames.map(\.parent) == [nil, 0])
    #expect(named.unnamed == 1)
  }
}
