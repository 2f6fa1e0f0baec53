import Foundation
import Testing

@testable import Recorder

/// Files of async tasks as processes leave them: whole, going round, cut, and damaged.
@Suite struct JobRingTests {
  /// A file as `job_ring.h` describes it.
  private struct File {
    var magic: UInt64 = 0x3153_424f_4a52_5453
    var layout: UInt32 = 1
    var recordSize: UInt32 = 32
    var process: UInt32 = 7
    var head: UInt64
    var capacity: UInt64 = 8
    var dropped: UInt64 = 0
    var objects = ""
    /// Stamps that are not those of whole records, by the record's number.
    var stamps: [UInt64: UInt32] = [:]

    /// Every record says that a task of its own was made.
    var bytes: [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 65536 + 32 * Int(min(capacity, 64)))
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
      put(capacity, at: 32)
      put(UInt64(objects.utf8.count), at: 40)
      put(dropped, at: 48)
      put(head, at: 64)
      for (index, byte) in objects.utf8.enumerated() { bytes[4096 + index] = byte }
      guard capacity > 0, capacity <= 64 else { return bytes }
      for number in (head > capacity ? head - capacity : 0)..<min(head, 1 << 20) {
        let offset = 65536 + 32 * Int(number % capacity)
        put(number * 10, at: offset)
        put(number + 1, at: offset + 8)
        put(UInt32(9), at: offset + 24)
        put(stamps[number] ?? 1 | UInt32(number / capacity + 1) << 8, at: offset + 28)
      }
      return bytes
    }
  }

  private func read(_ bytes: [UInt8], memory: Int = 1 << 20) throws -> JobRecords {
    let scratch = Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.file("1.jobs")))
    var rings = JobRings(folder: scratch.path, memory: memory)
    return rings.finish()
  }

  @Test func `a file is read whole`() throws {
    let records = try read(File(head: 6).bytes)
    let process = try #require(records.processes.first)
    #expect(process.process == 7)
    #expect(process.tasks.map(\.created) == [0, 10, 20, 30, 40, 50])
    #expect(process.tasks.allSatisfy { $0.maker == 9 })
    #expect(records.lost == 0 && records.unreadable == 0)
  }

  @Test func `records are taken once, and their room is given back`() throws {
    let scratch = Scratch()
    let path = scratch.file("1.jobs")
    var ring = JobRing(path: path)
    var times: [Int64] = []
    for head in [UInt64(5), 5, 9, 16] {
      var bytes = File(head: head).bytes
      if let old = FileManager.default.contents(atPath: path) {
        bytes.replaceSubrange(128..<136, with: old[128..<136])
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(try ring.take { times.append($0.time) } == 0)
      let after = try #require(FileManager.default.contents(atPath: path))
      #expect(UInt64(after[128]) == head)
    }
    #expect(times == (0..<16).map { $0 * 10 })
  }

  @Test func `a record that is not whole is waited for, and skipped at the end`() throws {
    let scratch = Scratch()
    let path = scratch.file("1.jobs")
    try Data(File(head: 7, stamps: [3: 0]).bytes).write(to: URL(fileURLWithPath: path))
    var ring = JobRing(path: path)
    var times: [Int64] = []
    #expect(try ring.take { times.append($0.time) } == 0)
    #expect(times == [0, 10, 20])
    #expect(try ring.take(isLast: true) { times.append($0.time) } == 1)
    #expect(times == [0, 10, 20, 40, 50, 60])
  }

  @Test func `what was dropped or has no room is counted`() throws {
    let records = try read(File(head: 6, dropped: 5).bytes)
    #expect(records.lost == 5)
    var file = File(head: 6)
    file.dropped = .max
    #expect(try read(file.bytes).lost == 1 << 40)
  }

  @Test(arguments: 0..<7)
  func `a file that makes no sense is counted`(kind: Int) throws {
    var file = File(head: 6)
    switch kind {
    case 0: file.magic = 5
    case 1: file.layout = 2
    case 2: file.recordSize = 16
    case 3: file.process = 0
    case 4: file.capacity = 0
    case 5: file.capacity = 7
    default: file.head = 1000
    }
    let records = try read(file.bytes)
    #expect(records.unreadable == 1)
    #expect(records.processes.isEmpty)
  }

  @Test func `any bytes are read`() throws {
    let whole = File(head: 6, objects: "1000 2000 0 abcd /nowhere\nx y z\n10 5 0 - /a\n").bytes
    for _ in 0..<100 {
      var bytes = whole
      for _ in 0..<8 {
        bytes[Bool.random() ? .random(in: 0..<192) : .random(in: 65536..<bytes.count)] =
          .random(in: 0...255)
      }
      _ = try read(Array(bytes.prefix(.random(in: 0...bytes.count))))
    }
  }
}
