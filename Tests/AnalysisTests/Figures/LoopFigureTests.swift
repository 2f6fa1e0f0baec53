import Testing
import TraceModel

@testable import Analysis

/// METHOD 8.2: who holds the loop, and how late it polls.
struct LoopFigureTests {
  @Test func `steps of more than 100 ms are blocking and listed longest first`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop], thread: 4)
    trace.run(.asyncio, on: loop, 0, 1_000_000)
    trace.asyncTask("a", on: loop, 0, 900_000)
    trace.step("a", on: loop, 0, 100_000)
    trace.step("a", on: loop, 200_000, 300_001)
    trace.step("a", on: loop, 400_000, 650_000)
    let holds = try #require(try only(trace).loop?.blockingSteps)
    #expect(holds.count == 2)
    #expect(holds.total == Nanoseconds(350_001_000))
    let lane = LaneID(process: 1, thread: 4)
    #expect(
      holds.longest == [
        LoopHold(
          name: "step", task: "a", lane: lane, start: Nanoseconds(400_000_000),
          duration: Nanoseconds(250_000_000)),
        LoopHold(
          name: "step", task: "a", lane: lane, start: Nanoseconds(200_000_000),
          duration: Nanoseconds(100_001_000)),
      ])
  }

  @Test func `no more than ten are listed, all are counted`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 10_000_000)
    trace.asyncTask("a", on: loop, 0, 10_000_000)
    for turn in 0..<20 {
      let start = Int64(turn) * 500_000
      trace.step("a", on: loop, start, start + 200_000 + Int64(turn % 7))
    }
    let holds = try #require(try only(trace).loop?.blockingSteps)
    #expect(holds.count == 20)
    #expect(holds.longest.count == 10)
    let extra = holds.longest.map { ($0.duration.count - 200_000_000) / 1000 }
    // Remainders 6 and 5 come twice, 5 also at turn 19.
    #expect(extra == [6, 6, 5, 5, 5, 4, 4, 4, 3, 3])
  }

  @Test func `a wait for I/O inside a step of the loop is a blocking call`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncBlocking, on: loop, 10, 1010)
    trace.asyncTask("a", on: loop, 10, 1010)
    trace.step("a", on: loop, 10, 500)
    trace.add(.span, "handler", on: loop, 20, 480)
    trace.add(.span, "get", on: loop, 100, 400)
    trace.wait(.io, on: loop, 110, 390)
    trace.wait(.sleep, on: loop, 420, 430)
    trace.step("a", on: loop, 600, 700)
    trace.wait(.io, on: loop, 650, 660)
    // Outside of a step, and of the task: the loop polls.
    trace.wait(.io, on: loop, 800, 900)
    trace.asyncWait("a", .io, on: loop, 500, 600)
    let holds = try #require(try only(trace).loop?.blockingCalls)
    #expect(holds.count == 2)
    #expect(holds.total == Nanoseconds(290_000))
    #expect(holds.longest.map(\.name) == ["get", "step"])
    #expect(holds.longest.map(\.start) == [Nanoseconds(100_000), Nanoseconds(640_000)])
    #expect(holds.longest.map(\.duration) == [Nanoseconds(280_000), Nanoseconds(10_000)])
  }

  @Test func `a wait on the loop that names its place is one too, whatever it waits for`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    let other = trace.lane([.worker], thread: 7)
    trace.run(.asyncio, on: loop, 10, 1010)
    trace.asyncTask("a", on: loop, 10, 1010)
    trace.step("a", on: loop, 10, 500)
    trace.wait(.sleep, on: loop, 20, 50, key: "time.sleep at app.py:3 in work")
    // In what the loop was run for, which is no task.
    trace.wait(.join, on: loop, 600, 640, key: "subprocess.run at app.py:9 in main")
    trace.wait(.sleep, on: loop, 700, 800)
    trace.wait(.sleep, on: other, 700, 800, key: "time.sleep at app.py:20 in thread")
    let holds = try #require(try only(trace).loop?.blockingCalls)
    #expect(
      holds.longest.map(\.name) == [
        "subprocess.run at app.py:9 in main", "time.sleep at app.py:3 in work",
      ])
    #expect(holds.longest.map(\.task) == ["", "a"])
    #expect(holds.count == 2)
    #expect(holds.total == Nanoseconds(70_000))
  }

  @Test func `a long step is called by its place where it names one`() throws {
    var trace = TraceBuilder()
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 1_000_000)
    trace.asyncTask("a", on: loop, 0, 900_000)
    let place = trace.keyed("work before app.py:12")
    trace.add(.step, "work", on: loop, 0, 200_000, task: "a", detail: place)
    let holds = try #require(try only(trace).loop?.blockingSteps)
    #expect(holds.longest.map(\.name) == ["work before app.py:12"])
  }

  @Test func `a blocking read on a pool's thread holds no loop`() throws {
    let run = try only(FetchCases.threads())
    #expect(run.loop == nil)
  }

  @Test func `the percentiles of the lag`() throws {
    var trace = TraceBuilder("lag", unit: 1)
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 10_000)
    // A hundred tasks, created at 0, polled at 1, 2, ... 100.
    for turn in 1...100 {
      trace.asyncTask("t\(turn)", on: loop, 0, 10_000)
      trace.step("t\(turn)", on: loop, Int64(turn), Int64(turn) + 1)
    }
    let lag = try #require(try only(trace).loop?.lag)
    #expect(lag.count == 100)
    #expect(lag.p50 == Nanoseconds(50))
    #expect(lag.p95 == Nanoseconds(95))
    #expect(lag.p99 == Nanoseconds(99))
    #expect(lag.maximum == Nanoseconds(100))
    #expect(lag.mean == Nanoseconds(51))
  }
}
