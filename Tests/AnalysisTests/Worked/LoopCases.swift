import Testing
import TraceModel

@testable import Analysis

/// Loops and executors of several threads, worked out by hand.
struct LoopCases {
  @Test func `semaphore: tasks wait for one of two permits`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 230)
    for (index, name) in ["a", "b", "c", "d"].enumerated() {
      let wave = Int64(index / 2) * 110
      let turn = Int64(index % 2) * 10
      trace.asyncTask(name, on: loop, 0, wave + turn + 110)
      if wave > 0 { trace.asyncWait(name, .lock, on: loop, 0, wave + turn) }
      trace.step(name, on: loop, wave + turn, wave + turn + 10)
      trace.asyncWait(name, .io, on: loop, wave + turn + 10, wave + turn + 110)
    }
    let run = try only(trace)
    #expect(run.slots == 4)
    #expect(
      microseconds(run.slotLedger) == [
        "work": 40, "io": 400, "lock": 230, "loop": 10, "tail": 240,
      ])
    #expect(run.criticalPath.map(microseconds) == ["work": 10, "lock": 120, "io": 100])
  }

  @Test func `a declared limit of the loop leaves idle slots`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 100, slots: 3)
    trace.asyncTask("a", on: loop, 0, 50)
    trace.step("a", on: loop, 0, 50)
    trace.asyncTask("b", on: loop, 40, 100)
    trace.step("b", on: loop, 50, 100)
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(
      microseconds(run.slotLedger) == ["work": 100, "loop": 10, "serial": 80, "tail": 110])
  }

  @Test func `loop lag: a long step delays whoever comes`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 300_000)
    trace.asyncTask("a", on: loop, 0, 200_000)
    trace.step("a", on: loop, 0, 200_000)
    trace.asyncTask("b", on: loop, 50_000, 300_000)
    trace.asyncWait("b", .sleep, on: loop, 50_000, 100_000)
    trace.step("b", on: loop, 200_000, 200_000)
    let run = try only(trace)
    #expect(run.loop?.maximumStep == Nanoseconds(200_000_000))
    #expect(run.loop?.maximumLag == Nanoseconds(100_000_000))
    #expect(run.loop?.meanLag == Nanoseconds(50_000_000))
    #expect(run.loop?.expectedArrivalLag == Nanoseconds(66_666_667))
    #expect(twoDecimals(run.loop?.utilisation) == 0.67)
  }

  @Test func `mixed: a loop hands work to a pool and joins it`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.mixed, on: loop, 0, 130, executors: ["pool": 1, "loop": 2])
    let worker = trace.lane(.worker)
    trace.asyncTask("a", on: loop, 0, 130)
    trace.step("a", on: loop, 0, 10)
    trace.asyncWait("a", .join, on: loop, 10, 110)
    trace.step("a", on: loop, 110, 130)
    trace.flow(.submit, "p", from: loop, 10, to: worker, 10)
    trace.task("p", on: worker, 10, 110)
    trace.flow(.result, "p", from: worker, 110, to: loop, 110)
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(run.groups.map(\.kind) == [.loop, .pool])
    #expect(
      run.groups.map { microseconds($0.slotLedger) } == [
        ["work": 30, "join": 100, "tail": 130],
        ["work": 100, "serial": 10, "teardown": 20],
      ])
    // Until its first event at 10 nobody knows of the worker: it is not ready.
    #expect(microseconds(run.coreLedger) == ["work": 130, "startup": 10, "tail": 120])
    #expect(microseconds(run.taskLedger) == ["work": 130, "join": 100])
    #expect(run.work == Nanoseconds(130_000))
    #expect(run.span == Nanoseconds(130_000))
    #expect(run.criticalPath.map(microseconds) == ["work": 130])
  }

  @Test func `two loops in two processes are two groups`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.mixed, on: main, 0, 100)
    for process in 2...3 {
      let loop = trace.lane(.loop, process: Int64(process), thread: 1)
      let name = "t\(process)"
      trace.asyncTask(name, on: loop, 0, Int64(process) * 30)
      trace.step(name, on: loop, 0, 10)
      trace.asyncWait(name, .io, on: loop, 10, Int64(process) * 30 - 10)
      trace.step(name, on: loop, Int64(process) * 30 - 10, Int64(process) * 30)
    }
    let run = try only(trace)
    #expect(run.slots == 2)
    #expect(run.groups.map(\.name) == ["2/1", "3/1"])
    #expect(
      run.groups.map { microseconds($0.slotLedger) } == [
        ["work": 20, "io": 40, "teardown": 40], ["work": 20, "io": 70, "teardown": 10],
      ])
    #expect(microseconds(run.coreLedger) == ["work": 40, "io": 110, "tail": 30, "teardown": 20])
    #expect(run.criticalPath.map(microseconds) == ["work": 20, "io": 70, "handoff": 10])
  }

  @Test func `a multi-threaded executor: ready without a thread is loop`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.tasks, on: main, 0, 100)
    let (first, second) = (trace.lane(.worker), trace.lane(.worker))
    for (index, lane) in [first, second, first].enumerated() {
      let name = "t\(index)"
      let start: Int64 = index == 2 ? 40 : 0
      trace.asyncTask(name, on: main, 0, start + 40)
      trace.step(name, on: lane, start, start + 40)
    }
    let run = try only(trace)
    #expect(run.slots == 3)
    #expect(
      microseconds(run.slotLedger) == ["work": 120, "loop": 40, "tail": 80, "teardown": 60])
    #expect(
      microseconds(run.coreLedger) == ["work": 120, "tail": 40, "teardown": 40])
    #expect(run.loop?.utilisation == 0.6)
    #expect(run.pop == nil)
  }

  @Test func `a wait that ended while the loop was busy does not bind`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 60)
    trace.asyncTask("a", on: loop, 0, 60)
    trace.step("a", on: loop, 0, 10)
    trace.asyncWait("a", .io, on: loop, 10, 20)
    trace.asyncTask("b", on: loop, 0, 50)
    trace.step("b", on: loop, 10, 50)
    trace.step("a", on: loop, 50, 60)
    let run = try only(trace)
    #expect(run.criticalPath.map(microseconds) == ["work": 60])
    #expect(run.loop?.maximumLag == Nanoseconds(30_000))
  }
}
