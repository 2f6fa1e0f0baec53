import Foundation
import Testing

@testable import Recorder

/// Rings come from programs that crashed: any byte may be anything.
@Suite struct DamagedRingTests {
  /// A ring as a Python wrote it.
  static let sound: Result<[UInt8], any Error> = Result {
    let python = try #require(Pythons.chosen.first)
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let added = try AgentEnvironment.unpack(into: folder, pythonPath: nil)
    let environment = ProcessInfo.processInfo.environment.merging(added) { $1 }
    let command = [python.path] + (try AgentRun.arguments("to_thread.py"))
    _ = try Finished(command, environment: environment)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder + "/ring").first)
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/ring/\(name)"))
    // Behind the last record everything is zero.
    let last = data.lastIndex { $0 != 0 } ?? 0
    return Array(data[...(RingLayout.end(at: last + 1) - 1)])
  }

  /// Reads one file of these bytes.
  static func read(_ bytes: [UInt8], name: String = "1-1.ring") throws -> AgentRecords {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/ring", withIntermediateDirectories: false)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/ring/\(name)"))
    return AgentRecords.read(from: folder)
  }

  @Test func `a sound ring is read whole`() throws {
    let records = try Self.read(try Self.sound.get())
    #expect(records.notes.isEmpty)
    #expect(records.processes.count == 1)
    #expect(records.processes.first?.lost == 0)
    #expect(records.processes.first?.events.isEmpty == false)
  }

  @Test func `a ring cut anywhere gives what is before the cut`() throws {
    let bytes = try Self.sound.get()
    let whole = try #require(try Self.read(bytes).processes.first).events.count
    var last = 0
    for length in stride(from: RingLayout.headerSize, through: bytes.count, by: 36) {
      let process = try #require(try Self.read(Array(bytes[..<length])).processes.first)
      #expect(process.events.count <= whole)
      last = process.events.count
    }
    #expect(last > 0)
  }

  @Test(arguments: [0, 8, 128, 5000])
  func `a process that was killed at its birth is missing nothing`(length: Int) throws {
    let records = try Self.read([UInt8](repeating: 0, count: length))
    #expect(records.processes.isEmpty)
    #expect(records.notes.isEmpty)
  }

  @Test(arguments: [1, 7, 8, 100, 127])
  func `a ring cut in its head is noted`(length: Int) throws {
    let records = try Self.read(Array(try Self.sound.get()[..<length]))
    #expect(records.processes.isEmpty)
    #expect(records.notes.count == 1)
  }

  @Test func `a slot that was never finished is counted`() throws {
    var bytes = try Self.sound.get()
    let slot = RingLayout.headerSize + 3 * RingLayout.recordSize
    bytes[slot + RingLayout.recordSize - 1] = 0
    #expect(try Self.read(bytes).processes.first?.lost == 1)
  }

  @Test func `a record of no kind is counted`() throws {
    var bytes = try Self.sound.get()
    let slot = bytes.count - RingLayout.recordSize
    bytes[slot + RingLayout.recordSize - 1] = 77
    #expect(try Self.read(bytes).processes.first?.lost ?? 0 >= 1)
  }

  @Test(arguments: 0..<300)
  func `random damage never traps, and is bounded`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    var bytes = try Self.sound.get()
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes[index] = 255
      case 2:
        let count = min(Int.random(in: 1...64, using: &generator), bytes.count - index)
        for place in index..<index + count {
          bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
      default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...90, using: &generator)))
      }
      if bytes.count < 2 { break }
    }
    let records = try Self.read(bytes)
    #expect(records.processes.count + records.notes.count == 1, "seed \(seed)")
    for process in records.processes {
      #expect(process.lost >= 0)
      for event in process.events {
        #expect(event.time > 0 && event.tid > 0)
        if case .span(let span) = event.kind { #expect(span.end ?? .max >= event.time) }
      }
    }
  }

  @Test func `garbage, folders, links and other names are no rings`() throws {
    #expect(try Self.read(Array("not a ring at all".utf8)).notes.count == 1)
    #expect(try Self.read([UInt8](repeating: 255, count: 5000)).notes.count == 1)
    #expect(try Self.read(try Self.sound.get(), name: "1-1.other").processes.isEmpty)
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(AgentRecords.read(from: folder).notes.count == 1)
    try FileManager.default.createDirectory(
      atPath: folder + "/ring/1-1.ring", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/ring/2-2.ring", withDestinationPath: "/dev/zero")
    mkfifo(folder + "/ring/3-3.ring", 0o600)
    let records = AgentRecords.read(from: folder)
    #expect(records.processes.isEmpty)
    #expect(records.notes.count == 1)
    #expect(records.notes.first?.hasPrefix("3 file(s)") == true)
  }
}

/// A generator whose numbers repeat.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
