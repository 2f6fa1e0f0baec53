import Glibc
import Testing
import TraceModel

@testable import TraceFile

/// A program's own trace, copied into another one.
@Suite struct TraceCopyTests {
  /// Copies a file's text; every lane of process 7 may have events from 1 µs to 1 ms.
  private func copy(
    _ text: String, shift: Int64 = 0, number: UInt64 = 0, _ flows: inout FlowNumbers
  ) throws -> (CopiedTrace, [String]) {
    let folder = ScratchFolder()
    let path = folder.file("own.json")
    var file = try OutputFile(creating: path, overwriting: false)
    try file.write([UInt8](text.utf8).span)
    try file.close()
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    var bytes: [UInt8] = []
    let placement = CopyPlacement(shift: Nanoseconds(shift), number: number) { lane in
      lane.process == 7 ? Nanoseconds(1000)...Nanoseconds(1_000_000) : nil
    }
    let copied = copyTrace(descriptor: descriptor, name: "own", placement, &flows) { bytes += $0 }
    return (copied, String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  private func copy(
    _ text: String, shift: Int64 = 0, number: UInt64 = 0
  ) throws -> (CopiedTrace, [String]) {
    var flows = FlowNumbers()
    return try copy(text, shift: shift, number: number, &flows)
  }

  @Test func `times move, and everything else of an event stays byte for byte`() throws {
    let (copied, lines) = try copy(
      """
      [{"ph":"X","name":"é","cat":"task","pid":7,"tid":8,"ts":1.000,"dur":2.500,\
      "args":{"task":3,"own":{"a":[1,2]}}},
      {"ph":"C","name":"n","cat":"span","pid":7,"tid":7,"ts":4,"args":{"value":2}}]
      """, shift: 1_500)
    #expect(
      lines == [
        #"{"ph":"X","name":"é","cat":"task","pid":7,"tid":8,"ts":2.500,"dur":2.500,"#
          + #""args":{"task":3,"own":{"a":[1,2]}}},"#,
        #"{"ph":"C","name":"n","cat":"span","pid":7,"tid":7,"ts":5.500,"args":{"value":2}}"#,
      ])
    #expect(copied.events == 2 && copied.malformed == 0 && copied.outside == 0)
    #expect(copied.lanes[LaneID(process: 7, thread: 8)]?.carriesTasks == true)
    #expect(copied.counters == [7: ["n"]])
  }

  @Test func `tasks, async ids and arrows of two files never meet`() throws {
    let text = """
      [{"ph":"b","name":"a","cat":"task","pid":7,"tid":7,"ts":1,"id2":{"local":"0x5"},\
      "args":{"task":5}},
      {"ph":"e","name":"a","cat":"task","pid":7,"tid":7,"ts":2,"id2":{"local":"0x5"}},
      {"ph":"s","name":"submit","cat":"submit","pid":7,"tid":7,"ts":1,"id":9,"args":{"task":5}},
      {"ph":"f","name":"submit","cat":"submit","pid":7,"tid":7,"ts":2,"id":9,"bp":"e"},
      {"ph":"s","name":"submit","cat":"submit","pid":7,"tid":7,"ts":3,"id":9}]
      """
    var flows = FlowNumbers()
    let (first, own) = try copy(text, number: 0, &flows)
    let (_, other) = try copy(text, number: 2, &flows)
    #expect(own[0].contains(#""id2":{"local":"0x5"},"args":{"task":5}"#))
    #expect(other[0].contains(#""id2":{"local":"0x8000000000005"},"args":{"task":8589934597}"#))
    #expect(other[1].contains(#""id2":{"local":"0x8000000000005"}"#))
    // Of an id that is used again, each pair is an arrow of its own.
    func ids(_ lines: [String]) -> [Substring] {
      lines.compactMap { line in
        line.firstRange(of: "\"id\":").map { line[$0.upperBound...].prefix(while: \.isNumber) }
      }
    }
    #expect(ids(own) == ["1", "1", "2"])
    #expect(ids(other) == ["3", "3", "4"])
    #expect(flows.last == 4)
    #expect(first.asyncTasks == 1 && first.open.isEmpty)
  }

  @Test func `what is not the program's own to tell is left out and counted`() throws {
    let (copied, lines) = try copy(
      """
      [{"ph":"X","name":"run","cat":"sched","pid":7,"tid":8,"ts":1,"dur":5},
      {"ph":"X","name":"io","cat":"wait","pid":7,"tid":8,"ts":1,"dur":5,"args":{"lane":"7/9"}},
      {"ph":"B","name":"x","pid":7,"tid":8,"ts":1},
      {"ph":"X","name":"x","pid":7,"tid":8,"ts":1},
      {"ph":"X","name":"x","tid":8,"ts":1,"dur":1},
      {"ph":"b","name":"x","cat":"task","pid":7,"tid":8,"ts":1,"id2":{"local":"word"}},
      {"ph":"X","name":"other","pid":1,"tid":1,"ts":1,"dur":5},
      {"ph":"X","name":"late","pid":7,"tid":8,"ts":1001,"dur":5},
      {"ph":"X","name":"early","pid":7,"tid":8,"ts":-9,"dur":5},
      {"ph":"X","name":"crossing","pid":7,"tid":8,"ts":-3,"dur":2000}]
      """)
    #expect(copied.malformed == 6)
    #expect(copied.outside == 3)
    #expect(
      lines == [
        #"{"ph":"X","name":"crossing","pid":7,"tid":8,"ts":1.000,"dur":999.000}"#
      ])
  }

  @Test func `a file that was cut tells its runs by their marks, and what was open`() throws {
    let (copied, lines) = try copy(
      """
      {"displayTimeUnit":"ms","traceEvents":[
      {"ph":"M","name":"thread_name","pid":7,"tid":8,"args":{"name":"worker 1","role":"worker"}},
      {"ph":"M","name":"process_name","pid":7,"tid":7,"args":{"name":"app"}},
      {"ph":"i","name":"mine","cat":"run","s":"t","pid":7,"tid":7,"ts":1,\
      "args":{"model":"threads","cores":2}},
      {"ph":"b","name":"a","cat":"task","pid":7,"tid":7,"ts":1,"id2":{"local":"0x5"}},
      {"ph":"X","name":"x","cat":"task","pid":7,"tid":8,"ts":1,"du
      """, number: 1)
    #expect(copied.truncation != nil)
    #expect(copied.runs == [TraceRun(run: "mine", model: .threads, processes: [7])])
    #expect(copied.open.map(\.id) == [1 << 50 | 5])
    #expect(copied.lanes[LaneID(process: 7, thread: 8)]?.name == "worker 1")
    #expect(copied.lanes[LaneID(process: 7, thread: 8)]?.roles == .worker)
    #expect(copied.processNames == [7: "app"])
    #expect(lines.count == 2)
  }

  @Test func `its metadata describes the runs; processes that have no events are not theirs`()
    throws
  {
    var metadata = TraceMetadata()
    metadata.eventsLost = 4
    metadata.runs = [
      TraceRun(run: "a", model: .processes, processes: [7, 1]),
      TraceRun(run: "b", model: .threads, processes: [1]),
    ]
    let member = JSONValue.object([metadata.member()]).encoded()
    let (copied, _) = try copy(
      """
      {"traceEvents":[{"ph":"X","name":"x","pid":7,"tid":8,"ts":1,"dur":5}],\
      "otherData":\(String(decoding: member, as: UTF8.self))}
      """)
    #expect(copied.runs == [TraceRun(run: "a", model: .processes, processes: [7])])
    #expect(copied.lost == 4 && copied.truncation == nil)
  }

  @Test func `what is no trace has a reason and no events`() throws {
    let (copied, lines) = try copy("no trace at all")
    #expect(copied.failure != nil && copied.events == 0 && lines.isEmpty)
  }

  @Test func `an announcement says which file it is, and nothing else is one`() throws {
    let folder = ScratchFolder()
    let path = folder.file("odd\nname.json.gz")
    _ = try OutputFile(creating: path, overwriting: false)
    let announcement = try #require(TraceAnnouncement(ofTrace: path, origin: Nanoseconds(12)))
    #expect(TraceAnnouncement(announcement.bytes) == announcement)
    #expect(announcement.process == getpid())
    let text = String(decoding: announcement.bytes, as: UTF8.self)
    for wrong in [
      "", "\n", String(text.dropFirst()), text.replacing("/1 ", with: "/2 "),
      text.replacing("/", with: ""),
      text.replacing(" 12 ", with: " -1 "), text.replacing(" 12 ", with: " 99999999999999999999 "),
      text + "\0",
      text + String(repeating: "x", count: 9000),
    ] {
      #expect(TraceAnnouncement(Array(wrong.utf8)) == nil, "\(wrong.prefix(80))")
    }
  }
}
