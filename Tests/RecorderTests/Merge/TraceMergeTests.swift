import Analysis
import Testing
import TraceModel

@testable import Recorder

/// What agents recorded, as it stands in the trace.
@Suite struct TraceMergeTests {
  private static let main = RecordedThread(1, 1, "app", 0, 1000)

  @Test func `scheduler slices lie beside the lane and belong to it`() throws {
    let lane = LaneID(process: 1, thread: 1)
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main],
      slices: [
        SchedulingSlice(lane: lane, state: .run, cpu: 1, start: 0, end: 300),
        SchedulingSlice(lane: lane, state: .block, start: 300, end: 800),
        SchedulingSlice(lane: lane, state: .ready, start: 800, end: 1000),
      ])
    // Blocked is where there is no slice.
    #expect(merged.spans(.sched).count == 2)
    #expect(merged.run?.trust.tiers == [1, 2])
    #expect(merged.run?.slotLedger[.work].count == 300)
    #expect(merged.run?.slotLedger[.unattributed].count == 500)
    #expect(merged.run?.slotLedger[.runq].count == 200)
  }

  @Test func `an open span ends with its thread, and none outlasts the one around it`() throws {
    let agent = AgentProcess(
      pid: 1, start: 0,
      events: [
        .span(.task, "whole", on: 2, 100, nil, task: 1),
        .span(.span, "inner", on: 2, 200, nil),
        .span(.span, "other", on: 1, 300, 400),
        .span(.span, "longer", on: 1, 350, 500),
        .span(.span, "late", on: 1, 900, 5000),
      ], isCut: true)
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, RecordedThread(1, 2, "w", 90, 700)], agents: [agent])
    #expect(merged.spans(.task) == ["whole on 1/2 100-700"])
    #expect(
      merged.spans(.span) == [
        "inner on 1/2 200-700", "late on 1/1 900-1000", "longer on 1/1 350-400",
        "other on 1/1 300-400",
      ])
    #expect(merged.merge.unfinished == 2)
    #expect(merged.merge.clamped == 1)
  }

  @Test func `after an exec a process's open spans have ended`() throws {
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main],
      agents: [
        AgentProcess(pid: 1, start: 0, events: [.span(.span, "before", on: 1, 100, nil)]),
        AgentProcess(pid: 1, start: 400, events: [.span(.span, "after", on: 1, 500, 600)]),
      ])
    #expect(merged.spans(.span) == ["after on 1/1 500-600", "before on 1/1 100-400"])
  }

  @Test func `arrows get both ends and a number of their own, or are left out and counted`() throws
  {
    func tail(_ time: Int64, _ id: ArrowID, _ task: Int64) -> AgentEvent {
      AgentEvent(time: time, tid: 1, kind: .flowStart(flow: .submit, id: id, task: task))
    }
    func head(_ time: Int64, _ flow: AgentEvent.Flow, _ id: ArrowID) -> AgentEvent {
      AgentEvent(time: time, tid: 2, kind: .flowEnd(flow: flow, id: id, task: nil))
    }
    let agent = AgentProcess(
      pid: 1, start: 0,
      events: [
        tail(100, .task(1), 900), tail(110, .task(2), 901), tail(120, .task(3), 902),
        head(200, .submit, .task(1)), .span(.task, "a", on: 2, 200, 300, task: 900),
        head(300, .submit, .task(2)), .span(.task, "b", on: 2, 300, 400, task: 901),
        head(310, .result, .task(1)),
      ])
    let merged = try MergedTrace(
      end: 1000, threads: [Self.main, RecordedThread(1, 2, "w", 90, 700)], agents: [agent])
    let flows = merged.trace.flows
    #expect(flows.count == 2)
    #expect(flows.allSatisfy { $0.category == .submit && $0.start != nil && $0.end != nil })
    #expect(Set(flows.map { merged.trace.names[$0.task] }) == ["1", "2"])
    #expect(merged.merge.unpairedArrows == 2)
    // Both heads lie in a task; the tails in the run.
    #expect(merged.spans(.span).isEmpty)
    #expect(merged.trace.notes.unmatchedFlows == 0)
  }

  @Test func `an arrow's end that lies in no span gets a mark of its own`() throws {
    func end(_ time: Int64, _ thread: Int32, _ id: ArrowID, isTail: Bool) -> AgentEvent {
      AgentEvent(
        time: time, tid: thread,
        kind: isTail
          ? .flowStart(flow: .result, id: id, task: nil)
          : .flowEnd(flow: .result, id: id, task: nil))
    }
    let agent = AgentProcess(
      pid: 1, start: 0,
      events: [
        .span(.task, "a", on: 2, 100, 200, task: 1), end(200, 2, .task(1), isTail: true),
        end(300, 2, .task(2), isTail: true), .span(.task, "b", on: 2, 400, 900, task: 2),
        end(500, 1, .task(1), isTail: false), end(500, 1, .task(2), isTail: false),
      ])
    let merged = try MergedTrace(
      end: 9000, threads: [Self.main, RecordedThread(1, 2, "w", 90, 8000)], agents: [agent])
    #expect(merged.trace.flows.count == 2)
    // The first leaves at the last instant of its task; the other's mark ends where the next
    // span begins.
    #expect(merged.trace.flows.compactMap { $0.start?.time.count }.sorted() == [1199, 1300])
    #expect(merged.spans(.span) == ["result on 1/2 300-400"])
  }

  @Test func `no arrow points back in time`() throws {
    let agent = AgentProcess(
      pid: 1, start: 0,
      events: [
        .span(.task, "a", on: 2, 100, 200, task: 1),
        AgentEvent(time: 100, tid: 2, kind: .flowEnd(flow: .submit, id: .task(1), task: 1)),
        AgentEvent(time: 130, tid: 1, kind: .flowStart(flow: .submit, id: .task(1), task: 1)),
      ])
    let merged = try MergedTrace(
      end: 9000, threads: [Self.main, RecordedThread(1, 2, "w", 90, 8000)], agents: [agent])
    let flow = try #require(merged.trace.flows.first)
    #expect(flow.start?.time == flow.end?.time)
    #expect(merged.merge.reversedArrows == 1)
  }

  @Test func `a task has one number in every process that names it`() throws {
    let merged = try MergedTrace(
      end: 1000,
      threads: [Self.main, RecordedThread(2, 2, "w", 90, 700)],
      processes: [
        RecordedProcess(process: 1, name: "app", birth: 0, death: 1000),
        RecordedProcess(process: 2, parent: 1, name: "w", birth: 90, death: 700),
      ],
      agents: [
        AgentProcess(
          pid: 1, start: 0, events: [.span(.serialize, "pickle", on: 1, 100, 110, task: 1 << 50)]),
        AgentProcess(
          pid: 2, start: 95,
          events: [
            .span(.serialize, "unpickle", on: 2, 120, 130, task: 1 << 50),
            .span(.task, "work", on: 2, 130, 600, task: 1 << 50),
          ]),
      ])
    let tasks = merged.trace.spans.indices.map { merged.trace.spans[$0] }
      .filter { $0.category == .task || $0.category == .serialize }
    #expect(Set(tasks.map { merged.trace.names[$0.task] }) == ["1"])
    #expect(tasks.count == 3)
  }
}
