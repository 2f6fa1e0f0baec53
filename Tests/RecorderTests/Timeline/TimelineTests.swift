import Testing
import TraceModel

@testable import Recorder

/// Intervals from records on a clock turned by hand.
@Suite struct TimelineTests {
  private struct Fed {
    var timeline = Timeline()
    var slices: [SchedulingSlice] = []

    mutating func feed(
      _ time: Int64, _ thread: Int32, _ kind: PerfRecord.Kind, process: Int32 = 1, cpu: Int32 = 0
    ) {
      let record = PerfRecord(time: time, process: process, thread: thread, cpu: cpu, kind: kind)
      timeline.feed(record) { slices.append($0) }
    }

    func states(of thread: Int64) -> [String] {
      slices.filter { $0.lane.thread == thread }.map { "\($0.state) \($0.start)-\($0.end)" }
    }
  }

  /// The command's exec, while it runs on CPU 0.
  private func started() -> Fed {
    var fed = Fed()
    fed.feed(100, 1, .name("app", isExec: true))
    return fed
  }

  @Test func `a thread's intervals cover its life without a gap`() {
    var fed = started()
    fed.feed(110, 2, .fork(parentProcess: 1, parentThread: 1))
    fed.feed(120, 2, .switchIn, cpu: 1)
    fed.feed(130, 2, .switchOut(isPreempted: true))
    fed.feed(150, 2, .switchIn, cpu: 0)
    fed.feed(160, 2, .switchOut(isPreempted: false))
    fed.feed(200, 2, .switchIn, cpu: 0)
    fed.feed(210, 2, .exit)
    #expect(
      fed.states(of: 2) == [
        "ready 110-120", "run 120-130", "ready 130-150", "run 150-160", "block 160-200",
        "run 200-210",
      ])
    let thread = fed.timeline.threads.first { $0.thread == 2 }
    #expect(thread?.birth == 110)
    #expect(thread?.death == 210)
    #expect(thread?.onCPU == 30)
    #expect(thread?.maker == LaneID(process: 1, thread: 1))
    #expect(fed.slices.filter { $0.state == .run }.compactMap(\.cpu) == [1, 0, 0])
    #expect(fed.timeline.anomalies == 0)
  }

  @Test func `the command runs from its exec on`() {
    var fed = started()
    fed.feed(140, 1, .switchOut(isPreempted: false))
    fed.timeline.finish(at: 170) { fed.slices.append($0) }
    #expect(fed.states(of: 1) == ["run 100-140", "block 140-170"])
  }

  @Test func `names pass on at a fork, and an exec replaces them`() {
    var fed = started()
    fed.feed(105, 1, .name("renamed", isExec: false))
    fed.feed(110, 9, .fork(parentProcess: 1, parentThread: 1), process: 9)
    #expect(fed.timeline.processes[9]?.name == "renamed")
    #expect(fed.timeline.processes[9]?.parent == 1)
    #expect(fed.timeline.processes[9]?.executions == 0)
    fed.feed(120, 9, .name("tool", isExec: true), process: 9)
    fed.feed(130, 10, .fork(parentProcess: 9, parentThread: 9), process: 9)
    fed.feed(135, 10, .name("helper", isExec: false), process: 9)
    #expect(fed.timeline.processes[9]?.name == "tool")
    #expect(fed.timeline.processes[9]?.executions == 1)
    #expect(fed.timeline.threads.map(\.name) == ["renamed", "tool", "helper"])
  }

  @Test func `a process has ended with its last thread`() {
    var fed = started()
    fed.feed(110, 2, .fork(parentProcess: 1, parentThread: 1))
    fed.feed(120, 1, .exit)
    #expect(fed.timeline.liveProcesses.map(\.process) == [1])
    fed.feed(130, 2, .exit)
    #expect(fed.timeline.liveProcesses.isEmpty)
    #expect(fed.timeline.processes[1]?.death == 130)
  }

  @Test func `what a lost record leaves open is left out and counted`() {
    var fed = started()
    fed.feed(110, 0, .lost(3), process: 0)
    // It ran at 100, so the switch out between is among the lost.
    fed.feed(150, 1, .switchIn)
    fed.feed(160, 1, .switchOut(isPreempted: false))
    #expect(fed.timeline.lost == 3)
    #expect(fed.timeline.anomalies == 1)
    #expect(fed.states(of: 1) == ["run 150-160"])
  }

  @Test func `a thread whose birth was lost is there from its first switch on`() {
    var fed = started()
    fed.feed(150, 5, .switchIn)
    fed.feed(160, 5, .exit)
    #expect(fed.timeline.anomalies == 1)
    #expect(fed.states(of: 5) == ["run 150-160"])
  }

  @Test func `records of the dead are counted, and a number used again is a new thread`() {
    var fed = started()
    fed.feed(110, 2, .fork(parentProcess: 1, parentThread: 1))
    fed.feed(120, 2, .exit)
    fed.feed(121, 2, .switchOut(isPreempted: false))
    #expect(fed.timeline.anomalies == 1)
    fed.feed(130, 2, .fork(parentProcess: 1, parentThread: 1))
    fed.feed(140, 2, .switchIn)
    fed.feed(150, 2, .exit)
    #expect(fed.timeline.anomalies == 1)
    #expect(fed.timeline.threads.filter { $0.thread == 2 }.map(\.birth) == [110, 130])
  }

  @Test func `a blocked thread has the reason of the sample before, and is ready once woken`() {
    var fed = started()
    fed.feed(105, 1, .blocking(Blocking(call: .sleep)))
    // Preempted: what the sample says was not to be.
    fed.feed(106, 1, .switchOut(isPreempted: true))
    fed.feed(110, 1, .switchIn)
    fed.feed(120, 1, .switchOut(isPreempted: false))
    fed.feed(130, 1, .switchIn)
    fed.feed(139, 1, .blocking(Blocking(call: .read)))
    fed.feed(140, 1, .switchOut(isPreempted: false))
    fed.feed(150, 1, .waking(by: 9), process: 0)
    fed.feed(151, 1, .waking(by: 9), process: 0)
    fed.feed(152, 77, .waking(by: 9), process: 0)
    fed.feed(160, 1, .switchIn)
    #expect(
      fed.states(of: 1) == [
        "run 100-106", "ready 106-110", "run 110-120", "block 120-130", "run 130-140",
        "block 140-150", "ready 150-160",
      ])
    #expect(fed.slices.map(\.reason) == [nil, nil, nil, nil, nil, .io, nil])
    #expect(fed.timeline.blocked == 20)
    #expect(fed.timeline.explained == 10)
    #expect(fed.timeline.anomalies == 0)
    #expect(fed.timeline.threads.count == 1)
  }

  @Test func `a reason that was looked up counts for the block it was looked up in`() {
    var fed = started()
    let millisecond: Int64 = 1_000_000
    fed.feed(millisecond, 1, .waits(Blocking(call: .read)))
    fed.feed(2 * millisecond, 1, .switchOut(isPreempted: false))
    // It may have been looked at before it blocked.
    fed.feed(3 * millisecond, 1, .waits(Blocking(call: .read)))
    fed.feed(50 * millisecond, 1, .waits(Blocking(call: .sleep)))
    fed.feed(60 * millisecond, 1, .switchIn)
    fed.feed(61 * millisecond, 1, .waits(Blocking(call: .read)))
    fed.feed(62 * millisecond, 1, .switchOut(isPreempted: false))
    fed.feed(63 * millisecond, 1, .switchIn)
    #expect(fed.slices.map(\.reason) == [nil, .sleep, nil, nil])
    #expect(fed.timeline.anomalies == 0)
  }

  @Test func `records in an impossible order do no harm`() {
    var generator = SystemRandomNumberGenerator()
    let kinds: [PerfRecord.Kind] = [
      .switchIn, .switchOut(isPreempted: true), .switchOut(isPreempted: false), .exit,
      .fork(parentProcess: 2, parentThread: 3), .name("x", isExec: true),
      .name("y", isExec: false), .lost(1), .blocking(Blocking(call: .futex, first: 3)),
      .waking(by: 2), .waits(Blocking(call: .read)),
      .mapping(CodeMapping(start: 1, length: 9, offset: 0, path: "/missing")),
    ]
    var fed = Fed()
    for _ in 0..<5000 {
      fed.feed(
        Int64.random(in: -5...200, using: &generator), Int32.random(in: -1...4, using: &generator),
        kinds.randomElement(using: &generator) ?? .exit,
        process: Int32.random(in: 0...3, using: &generator))
    }
    fed.timeline.finish(at: 100) { fed.slices.append($0) }
    #expect(fed.slices.allSatisfy { $0.start < $0.end })
  }
}
