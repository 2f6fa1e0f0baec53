import Testing

@testable import Recorder

/// The kernel's records, from bytes as the manual page describes them.
@Suite struct PerfRecordParserTests {
  private func parse(
    _ bytes: [UInt8], _ sampleType: UInt64 = PerfBytes.threadAndTimeAndCPU
  ) -> (records: [PerfRecord], malformed: Int) {
    var parser = PerfRecordParser(sampleType: sampleType)
    var records: [PerfRecord] = []
    parser.parse(bytes, into: &records)
    return (records, parser.malformed)
  }

  private func everyKind(_ sampleType: UInt64) -> PerfBytes {
    var bytes = PerfBytes(sampleType: sampleType)
    bytes.name("python3", exec: true, process: 7, thread: 7, time: 100)
    bytes.fork(process: 7, thread: 8, parent: 7, parentThread: 7, time: 110)
    bytes.contextSwitch(out: true, preempted: true, process: 7, thread: 7, time: 120, cpu: 1)
    bytes.unknown(time: 125)
    bytes.contextSwitch(out: true, process: 7, thread: 8, time: 130, cpu: 3)
    bytes.contextSwitch(out: false, process: 7, thread: 8, time: 140, cpu: 2)
    bytes.lost(124, time: 150)
    bytes.name("worker", exec: false, process: 7, thread: 8, time: 160)
    bytes.exit(process: 7, thread: 8, time: 170)
    return bytes
  }

  @Test(arguments: [
    PerfBytes.threadAndTimeAndCPU,
    // One more field before, between and behind: everything moves.
    PerfBytes.threadAndTimeAndCPU | 1 << 6 | 1 << 9,
    PerfBytes.threadAndTimeAndCPU | 1 << 16,
  ])
  func `every kind of record is read, whatever fields the trailer has`(sampleType: UInt64) {
    let (records, malformed) = parse(everyKind(sampleType).bytes, sampleType)
    #expect(malformed == 0)
    #expect(
      records == [
        PerfRecord(time: 100, process: 7, thread: 7, cpu: 0, kind: .name("python3", isExec: true)),
        PerfRecord(
          time: 110, process: 7, thread: 8, cpu: 0,
          kind: .fork(parentProcess: 7, parentThread: 7)),
        PerfRecord(
          time: 120, process: 7, thread: 7, cpu: 1, kind: .switchOut(isPreempted: true)),
        PerfRecord(
          time: 130, process: 7, thread: 8, cpu: 3, kind: .switchOut(isPreempted: false)),
        PerfRecord(time: 140, process: 7, thread: 8, cpu: 2, kind: .switchIn),
        PerfRecord(time: 150, process: 0, thread: 0, cpu: 0, kind: .lost(124)),
        PerfRecord(time: 160, process: 7, thread: 8, cpu: 0, kind: .name("worker", isExec: false)),
        PerfRecord(time: 170, process: 7, thread: 8, cpu: 0, kind: .exit),
      ])
  }

  @Test func `a record cut anywhere is counted, and those before it are kept`() {
    let whole = everyKind(PerfBytes.threadAndTimeAndCPU).bytes
    let all = parse(whole).records
    for length in 0..<whole.count {
      let (records, malformed) = parse(Array(whole.prefix(length)))
      #expect(records == Array(all.prefix(records.count)))
      #expect(malformed <= 1)
    }
  }

  @Test func `a size that cannot be right ends the piece`() {
    var bytes = everyKind(PerfBytes.threadAndTimeAndCPU).bytes
    bytes[6] = 3
    #expect(parse(bytes).records.isEmpty)
    #expect(parse(bytes).malformed == 1)
    bytes[6] = 8
    #expect(parse(bytes).malformed > 0)
  }

  @Test func `any bytes at all do no harm`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var bytes = everyKind(PerfBytes.threadAndTimeAndCPU).bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: bytes.indices, using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      #expect(parse(bytes).records.count <= bytes.count / 8)
    }
  }

  @Test func `CPU lists are read as the kernel writes them`() {
    #expect(OnlineCPUs.parse("0-1\n") == [0, 1])
    #expect(OnlineCPUs.parse("0,2-4,9\n") == [0, 2, 3, 4, 9])
    #expect(OnlineCPUs.parse("3-1,x,-4,0-99999999\n").isEmpty)
  }

  @Test func `records of several rings come out by time, once no older one can come`() {
    func record(_ time: Int64, _ thread: Int32) -> PerfRecord {
      PerfRecord(time: time, process: 1, thread: thread, cpu: 0, kind: .switchIn)
    }
    var order = RecordOrder()
    order.add([record(10, 1), record(30, 1)], of: 0)
    #expect(order.take(before: 5).isEmpty)
    order.add([record(20, 2), record(30, 2), record(40, 2)], of: 1)
    #expect(order.take(before: 40).map(\.thread) == [1, 2, 1, 2])
    order.add([record(35, 3)], of: 0)
    // Its neighbours are out already.
    #expect(order.late == 0)
    #expect(order.take(before: .max).map(\.time) == [35, 40])
    order.add([record(1, 1)], of: 0)
    #expect(order.late == 1)
  }
}
