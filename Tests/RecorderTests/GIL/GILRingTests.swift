import Foundation
import Testing

@testable import Recorder

/// Files of interpreter locks as processes leave them: whole, going round, cut, and damaged.
@Suite struct GILRingTests {
  /// A file as `gil_ring.h` describes it.
  private struct File {
    var magic: UInt64 = 0x314c_4947_4f52_5453
    var layout: UInt32 = 1
    var recordSize: UInt32 = 16
    var process: UInt32 = 7
    var head: UInt64
    var dropped: UInt64 = 0
    var capacity: UInt64
    var origin: UInt64 = 0
    var records: [(UInt64, UInt32, UInt32)] = []

    var bytes: [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 4096)
      func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        withUnsafeBytes(of: number.littleEndian) { value in
          for (index, byte) in value.enumerated() { bytes[offset + index] = byte }
        }
      }
      put(magic, at: 0)
      put(layout, at: 8)
      put(recordSize, at: 12)
      put(process, at: 16)
      put(UInt64(3), at: 24)
      put(head, at: 32)
      put(dropped, at: 40)
      put(capacity, at: 48)
      put(origin, at: 56)
      bytes += [UInt8](repeating: 0, count: 16 * records.count)
      for (index, record) in records.enumerated() {
        put(record.0, at: 4096 + 16 * index)
        put(record.1, at: 4104 + 16 * index)
        put(record.2, at: 4108 + 16 * index)
      }
      return bytes
    }
  }

  private func read(_ contents: [[UInt8]]) throws -> GILRecords {
    let scratch = Scratch()
    for (index, bytes) in contents.enumerated() {
      try Data(bytes).write(to: URL(fileURLWithPath: scratch.file("\(index).gil")))
    }
    var rings = GILRings(folder: scratch.path, memory: 1 << 20)
    return rings.finish()
  }

  private func read(_ file: File) throws -> GILRecords { try read([file.bytes]) }

  /// Holds of one thread, from record `first` on, in slots that go round.
  private func holds(_ first: UInt64, _ count: UInt64, capacity: UInt64) -> File {
    var file = File(head: first + count, capacity: capacity)
    file.records = Array(repeating: (0, 0, 0), count: Int(capacity))
    for number in first..<first + count {
      file.records[Int(number % capacity)] = (number * 10, 7, number % 2 == 0 ? 2 : 3)
    }
    return file
  }

  @Test func `a file is read whole`() throws {
    let records = try read(holds(0, 6, capacity: 8))
    let lock = try #require(records.interpreters.first)
    #expect(lock.process == 7)
    #expect(lock.start == 3)
    #expect(lock.heldBy == [7: 30])
    #expect(records.lost == 0)
    #expect(records.unreadable == 0)
  }

  @Test func `records are taken once, and their room is given back`() throws {
    let scratch = Scratch()
    let path = scratch.file("1.gil")
    var ring = GILRing(path: path)
    var times: [Int64] = []
    try Data(holds(0, 6, capacity: 8).bytes).write(to: URL(fileURLWithPath: path))
    #expect(try ring.take { times.append($0.time) } == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(bytes[128..<136] == [6, 0, 0, 0, 0, 0, 0, 0])
    #expect(try ring.take { times.append($0.time) } == 0)
    // Round the end: records 6 to 12 lie in slots 6, 7 and 0 to 4.
    try Data(holds(6, 7, capacity: 8).bytes).write(to: URL(fileURLWithPath: path))
    #expect(try ring.take { times.append($0.time) } == 0)
    #expect(times == (0..<13).map { $0 * 10 })
  }

  @Test func `what was not written is counted`() throws {
    var file = holds(0, 4, capacity: 8)
    file.dropped = 5
    #expect(try read(file).lost == 5)
    file.dropped = .max
    #expect(try read(file).lost == 1 << 40)
  }

  @Test func `records that make no sense are counted`() throws {
    var file = holds(0, 4, capacity: 8)
    file.records[1] = (.max, 7, 3)
    file.records[2] = (20, 0, 2)
    file.records[3] = (30, 7, 99)
    let records = try read(file)
    #expect(records.lost == 3)
    #expect(records.interpreters.first?.held == 0)
  }

  @Test func `times that cannot be add up to anything`() throws {
    var file = File(head: 64, capacity: 64)
    for index in 0..<32 {
      file.records.append((index % 2 == 0 ? 0 : 1 << 62, 7, 2))
      file.records.append((1 << 62, 7, 3))
    }
    #expect(try read(file).interpreters.count == 1)
  }

  @Test func `heads that make no sense are refused`() throws {
    let sound = holds(0, 4, capacity: 8)
    let damage: [(inout File) -> Void] = [
      { $0.magic = 1 }, { $0.layout = 2 }, { $0.recordSize = 24 }, { $0.process = 0 },
      { $0.process = .max }, { $0.capacity = 0 }, { $0.capacity = .max }, { $0.head = .max },
      { $0.origin = 5 }, { $0.head = 9 },
    ]
    let files = damage.map { change in
      var file = sound
      change(&file)
      return file.bytes
    }
    let records = try read(files)
    #expect(records.interpreters.isEmpty)
    #expect(records.unreadable == damage.count)
  }

  @Test(arguments: [0, 1, 100, 127, 4095, 4096, 4100])
  func `a file that is cut is counted as unreadable`(length: Int) throws {
    let records = try read([Array(holds(0, 4, capacity: 8).bytes[..<length])])
    #expect(records.unreadable == 1 || length >= 4096 && records.interpreters.count == 1)
    #expect(records.interpreters.allSatisfy { $0.held == 0 })
  }

  @Test func `a file with any byte changed is read or refused`() throws {
    let bytes = holds(0, 6, capacity: 8).bytes
    var files: [[UInt8]] = []
    for offset in Array(0..<136) + Array(4096..<4192) {
      var changed = bytes
      changed[offset] ^= 0xff
      files.append(changed)
    }
    let records = try read(files)
    #expect(records.interpreters.count + records.unreadable >= files.count)
  }
}
