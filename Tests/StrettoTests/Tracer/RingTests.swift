import CRing
import Synchronization
import Testing

@testable import Stretto

@Suite struct RingTests {
  private func ring(of records: UInt32, names: UInt32 = 16) throws -> RingHandle {
    try #require(RingHandle.map(RingSize(records: records, names: names)))
  }

  private func record(_ number: UInt64) -> stretto_record {
    stretto_record(
      start: number, end: number &* 3, name: 0, task: UInt32(truncatingIfNeeded: number),
      kind: UInt8(STRETTO_SPAN), category: 0, detail: 0, reserved: 0)
  }

  @Test func `a record is these 32 bytes`() {
    let record = stretto_record(
      start: 0x0706_0504_0302_0100, end: 0x0f0e_0d0c_0b0a_0908, name: 0x1312_1110,
      task: 0x1716_1514, kind: 0x18, category: 0x19, detail: 0x1b1a, reserved: 0x1f1e_1d1c)
    let bytes = withUnsafeBytes(of: record) { Array($0) }
    #expect(bytes == Array(0..<32))
  }

  @Test func `written and dropped are all that was attempted`() throws {
    let ring = try ring(of: 8)
    var read = 0
    for attempt in 0..<100 as Range<UInt64> {
      ring.push(record(attempt))
      if attempt % 20 == 19 {
        read += Int(ring.head - ring.tail)
        ring.consume(upTo: ring.head)
      }
    }
    #expect(read == 40)
    #expect(ring.dropped == 60)
  }

  @Test func `a pair is kept whole or dropped whole`() throws {
    let ring = try ring(of: 4)
    ring.push(record(1))
    ring.push(record(2), more: 20)
    ring.push(record(3), more: 30)
    #expect(ring.head == 3)
    #expect(ring.dropped == 1)
    #expect(ring.record(at: 1).start == 2)
    #expect(ring.record(at: 2).start == 20)
    #expect(Int(ring.record(at: 2).kind) == STRETTO_MORE)
  }

  @Test func `a reader beside the writer sees every record once and whole`() throws {
    let ring = try ring(of: 64)
    let attempts: UInt64 = 50_000
    let isDone = Atomic<Bool>(false)
    let writer = try TestThread {
      for number in 1...attempts { ring.push(self.record(number)) }
      ring.close()
    }
    var read = 0
    var last: UInt64 = 0
    var position: UInt64 = 0
    while !isDone.load(ordering: .relaxed) {
      if ring.isClosed { isDone.store(true, ordering: .relaxed) }
      let head = ring.head
      while position < head {
        let record = ring.record(at: position)
        #expect(record.start > last && record.end == record.start * 3)
        last = record.start
        position += 1
        read += 1
      }
      ring.consume(upTo: position)
    }
    writer.join()
    #expect(read + ring.dropped == Int(attempts))
    #expect(read >= 64)
  }

  @Test func `a name is written once and keeps its slot`() throws {
    let ring = try ring(of: 64)
    let first = ring.slot(of: TraceName("resize"))
    let written = ring.head
    #expect(first != nil)
    #expect(ring.slot(of: TraceName("resize")) == first)
    #expect(ring.head == written)
  }

  @Test func `a name that does not fit is one dropped event`() throws {
    let ring = try ring(of: 4)
    #expect(ring.slot(of: TraceName(String(repeating: "x", count: 200))) == nil)
    #expect(ring.head == 0)
    #expect(ring.dropped == 1)
  }

  @Test func `names beyond the table replace others and are read right`() throws {
    let ring = try ring(of: 1_024, names: 2)
    ring.adopt(process: 1, thread: 2)
    let reader = RingReader(ring, process: 1)
    let names = (0..<300).map { "name \($0 % 7) \($0 % 3)" }
    for name in names {
      var record = record(1)
      record.name = try #require(ring.slot(of: TraceName(name)))
      ring.push(record)
    }
    #expect(reader.collect(room: 2_000) < 1)
    reader.beginRound()
    var read: [String] = []
    while let event = reader.next() { read.append(event.name) }
    #expect(read == names)
  }

  @Test func `a reader copies all of a ring or none, and frees it`() throws {
    let ring = try ring(of: 64)
    ring.adopt(process: 1, thread: 2)
    let reader = RingReader(ring, process: 1)
    let name = try #require(ring.slot(of: TraceName(String(repeating: "long ", count: 60))))
    for number in 0..<20 as Range<UInt64> { ring.push(named(record(number), name)) }
    let filled = Int(ring.head)
    #expect(reader.collect(room: filled - 1) == 1)
    #expect(ring.tail == 0 && reader.backlog == 0)
    #expect(reader.collect(room: filled) == Double(filled) / 64)
    #expect(ring.tail == ring.head && reader.backlog == filled)
  }

  @Test func `a round ends where it began, and what came meanwhile is in the next`() throws {
    let ring = try ring(of: 64)
    ring.adopt(process: 1, thread: 2)
    let reader = RingReader(ring, process: 1)
    let name = try #require(ring.slot(of: TraceName("name")))
    func collect(_ numbers: Range<UInt64>) {
      for number in numbers { ring.push(named(record(number), name)) }
      _ = reader.collect(room: .max)
    }
    func round() -> [UInt64] {
      var read: [UInt64] = []
      while let event = reader.next() { read.append(event.record.start) }
      reader.endRound()
      return read
    }
    collect(0..<5)
    reader.beginRound()
    collect(5..<8)
    #expect(round() == [0, 1, 2, 3, 4])
    #expect(reader.backlog == 3)
    ring.close()
    _ = reader.collect(room: .max)
    #expect(!reader.isDone)
    reader.beginRound()
    #expect(round() == [5, 6, 7])
    #expect(reader.isDone)
  }

  private func named(_ record: stretto_record, _ name: UInt32) -> stretto_record {
    var record = record
    record.name = name
    return record
  }

  @Test(arguments: ["x", "xx"])
  func `a long name is cut between characters and says so`(start: String) {
    let name = start + String(repeating: "é", count: 1_000)
    let cut = RingHandle.shortened(name)
    #expect(cut.utf8.count <= RingHandle.longestName)
    #expect(cut.utf8.count > RingHandle.longestName - 8)
    #expect(cut.hasSuffix("é…"))
    #expect(RingHandle.shortened("short") == "short")
  }

  @Test func `a hash is never taken for an address`() {
    let literal: StaticString = "name"
    #expect(literal.traceKey >> 63 == 0)
    #expect(TraceName("name").key >> 63 == 1)
    #expect(TraceName("name").key == TraceName("name").key)
    #expect(TraceName("name").key != TraceName("eman").key)
  }
}
