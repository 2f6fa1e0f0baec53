import Testing
import TraceModel

@testable import Recorder

/// Events on the whole machine, of which only the program's records are kept.
@Suite struct SystemWideTests {
  private func record(
    _ kind: PerfRecord.Kind, process: Int32, thread: Int32? = nil
  ) -> PerfRecord {
    PerfRecord(time: 1, process: process, thread: thread ?? process, cpu: 0, kind: kind)
  }

  @Test func `only the program and what came of it is kept, from its exec on`() {
    var filter = TreeFilter(root: 7)
    func isKept(_ kind: PerfRecord.Kind, _ process: Int32, _ thread: Int32? = nil) -> Bool {
      filter.keeps(record(kind, process: process, thread: thread))
    }
    #expect(!isKept(.switchIn, 7))
    #expect(!isKept(.waking(by: 1), 0, 7))
    #expect(!isKept(.name("other", isExec: true), 6))
    #expect(isKept(.name("program", isExec: true), 7))
    #expect(isKept(.switchIn, 7))
    #expect(!isKept(.switchIn, 6))
    #expect(isKept(.fork(parentProcess: 7, parentThread: 7), 7, 8))
    #expect(isKept(.fork(parentProcess: 7, parentThread: 8), 9))
    #expect(!isKept(.fork(parentProcess: 6, parentThread: 6), 10))
    #expect(isKept(.switchIn, 9))
    #expect(isKept(.exit, 9))
    #expect(!isKept(.switchOut(isPreempted: false), 9))
    #expect(!isKept(.exit, 9))
    // Its number may be another's now.
    #expect(!isKept(.fork(parentProcess: 9, parentThread: 9), 11))
    #expect(isKept(.exit, 7))
    #expect(isKept(.switchIn, 7, 8))
    #expect(isKept(.lost(3), 0))
  }

  @Test func `a switch on the whole machine is read like any other`() {
    var bytes = PerfBytes()
    bytes.anySwitch(out: true, preempted: true, process: 7, thread: 8, time: 120, cpu: 1)
    bytes.anySwitch(out: false, process: 7, thread: 8, time: 130, cpu: 0)
    var parser = PerfRecordParser(sampleType: PerfBytes.threadAndTimeAndCPU)
    var records: [PerfRecord] = []
    parser.parse(bytes.bytes, into: &records)
    #expect(parser.malformed == 0)
    #expect(records.map(\.kind) == [.switchOut(isPreempted: true), .switchIn])
    #expect(records.map(\.thread) == [8, 8])
    #expect(records.map(\.time) == [120, 130])
  }

  @Test func `the whole machine is watched where that is permitted, with the same result`() throws {
    let recorded = try Recorded(
      ["sh", "-c", "sleep 0.3 & (sleep 0.1; :); wait"], systemWideFrom: 1)
    #expect(recorded.status == 0)
    guard recorded.hasTimeline else { return }
    #expect(recorded.summary.anomalies == 0)
    #expect(recorded.summary.eventsLost == 0)
    #expect(recorded.summary.processes == 4)
    #expect(Set(recorded.threads.map(\.name)) == ["sh", "sleep"])
    #expect(recorded.threads.allSatisfy { $0.death != nil })
    let blocked = recorded.threads.filter { $0.name == "sleep" }.reduce(Int64(0)) { sum, thread in
      let states = RecordedIntervals(recorded, of: thread.lane)
        .sum(from: thread.birth, to: thread.death ?? 0)
      return sum + (thread.death ?? 0) - thread.birth - states.run - states.ready
    }
    #expect(blocked >= 395_000_000)
  }
}
