import Testing
import TraceModel

@testable import Analysis

/// METHOD 8.1 on a pool whose every part was chosen by hand.
struct ExecutorFigureTests {
  /// Two workers, four tasks of 1000: the coordinator dispatches 10 us a task,
  /// each worker unpickles 20 and pickles 30; the second worker starts late.
  private func pool() -> TraceBuilder {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.processes, on: main, 0, 3000, slots: 2)
    let workers = [trace.lane(.worker, process: 2), trace.lane(.worker, process: 3)]
    trace.phase(.startup, on: workers[0], 100, 200)
    trace.phase(.startup, on: workers[1], 100, 400)
    for index in 0..<4 {
      let name = "t\(index)"
      let start = 200 + Int64(index % 2) * 200 + Int64(index / 2) * 1050
      let handed = 100 + 10 * Int64(index)
      trace.phase(.dispatch, on: main, handed, handed + 10)
      trace.flow(.submit, name, from: main, handed + 10, to: workers[index % 2], start)
      trace.phase(.serialize, on: workers[index % 2], start, start + 20)
      trace.task(name, on: workers[index % 2], start + 20, start + 1020)
      trace.phase(.serialize, on: workers[index % 2], start + 1020, start + 1050)
      trace.flow(
        .result, name, from: workers[index % 2], start + 1050, to: main, start + 1055)
    }
    return trace
  }

  private func times(_ values: Int64...) -> [Nanoseconds] {
    values.map { Nanoseconds($0 * 1000) }
  }

  @Test func `every part of a task's way has its own distribution`() throws {
    let executor = try #require(try only(pool()).executor)
    #expect(executor.tasks == 4)
    #expect(executor.width == 2)
    let parts = [
      executor.prepare, executor.service, executor.send, executor.returnDelay,
    ]
    #expect(parts.map { $0?.mean } == times(20, 1000, 30, 5))
    #expect(parts.map { $0?.maximum } == times(20, 1000, 30, 5))
    #expect(parts.map { $0?.p99 } == times(20, 1000, 30, 5))
    // Picked up at 200, 400, 1250, 1450; submitted at 110, 120, 130, 140.
    let queue = try #require(executor.queueDelay)
    #expect(queue.count == 4)
    #expect(queue.mean == Nanoseconds((90 + 280 + 1120 + 1310) * 1000 / 4))
    #expect(queue.maximum == Nanoseconds(1_310_000))
    #expect(abs(Double(queue.p50.count) - 280_000) <= 280_000 / 256)
  }

  @Test func `start-up counts from the first creation, worker by worker`() throws {
    let executor = try #require(try only(pool()).executor)
    #expect(executor.startup?.count == 2)
    #expect(executor.startup?.mean == Nanoseconds(200_000))
    #expect(executor.startup?.maximum == Nanoseconds(300_000))
    #expect(executor.firstTaskDelay == Nanoseconds(120_000))
  }

  @Test func `costs by task and the grain that pays`() throws {
    let executor = try #require(try only(pool()).executor)
    #expect(executor.coordinatorCost == Nanoseconds(10_000))
    #expect(executor.workerCost == Nanoseconds(50_000))
    #expect(executor.throughputCap == 100_000)
    #expect(executor.usefulWidth == 100)
    // (200 * 2/4 + 50)/(2 - 1) us.
    #expect(executor.breakEvenGrain == Nanoseconds(150_000))
    #expect(executor.grainForNineTenths == Nanoseconds(450_000))
  }

  @Test func `at the break-even grain the pool's model is as long as the sequence`() throws {
    let executor = try #require(try only(pool()).executor)
    let grain = try #require(executor.breakEvenGrain)
    let startup = try #require(executor.startup?.mean)
    let (tasks, width) = (Int64(executor.tasks), Int64(executor.width))
    let pool = startup.count + tasks * (grain.count + executor.workerCost.count) / width
    #expect(pool == tasks * grain.count)
  }

  @Test func `one worker breaks even never, and a sequential run has no pool`() throws {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 100, slots: 1)
    trace.task("a", on: trace.lane(.worker), 0, 100)
    let executor = try #require(try only(trace).executor)
    #expect(executor.breakEvenGrain == nil)
    #expect(executor.throughputCap == nil)
    #expect(executor.queueDelay == nil)
    #expect(try only(CPUTaskCases.sequential()).executor == nil)
    #expect(try only(CPUTaskCases.asyncio()).executor == nil)
  }
}
