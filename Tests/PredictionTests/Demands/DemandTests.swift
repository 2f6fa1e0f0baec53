import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct `Demands read off a run` {
  typealias Phase = TaskDemand.Phase

  private func demands(_ builder: RunBuilder, marking: String? = nil) throws -> RunDemands {
    try #require(try analyse(builder.trace, marking: marking).first?.demands)
  }

  /// Two tasks on the coordinator, with serial code before, between and after.
  private func sequential() -> (RunBuilder, Int32) {
    var builder = RunBuilder()
    let main = builder.lane([.coordinator, .worker])
    builder.run(.sequential, on: main, to: 1_000, slots: 1)
    builder.task("1", on: main, 100, 400, cpu: 200)
    builder.wait(.io, on: main, 200, 300)
    builder.task("2", on: main, 450, 900, cpu: 380)
    builder.wait(.io, on: main, 500, 550)
    return (builder, main)
  }

  @Test func `A sequential run is told to the nanosecond, and replays to its own length`() throws {
    let run = try demands(sequential().0)
    #expect(run.obstacle == nil)
    #expect(run.tasks.map(\.key) == ["key 1", "key 2"])
    #expect(run.tasks.map(\.serialBefore) == [Nanoseconds(100), Nanoseconds(50)])
    #expect(
      run.tasks[0].phases == [
        Phase(.cpu, Nanoseconds(100)), Phase(.io, Nanoseconds(100)), Phase(.cpu, Nanoseconds(100)),
      ])
    // 400 ns claimed, 380 on the CPU: the rest waited for no known reason.
    #expect(run.tasks[1].time(.cpu) == Nanoseconds(380))
    #expect(run.tasks[1].time(.other) == Nanoseconds(20))
    #expect(run.costs?.shutdown == Nanoseconds(100))
    #expect(run.sequentialTime == 1_000)
    let plan = try #require(run.ownPlan())
    #expect(replay(run.tasks, under: plan) == Nanoseconds(1_000))
  }

  @Test func `More workers than cores: only the CPU time counts as computing`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let workers = (0..<3).map { _ in builder.lane(.worker) }
    builder.run(.threads, on: main, to: 1_000, slots: 3)
    for (index, lane) in workers.enumerated() {
      builder.task("\(index)", on: lane, 100, 1_000, cpu: 600)
    }
    let run = try demands(builder)
    #expect(run.tasks.allSatisfy { $0.phases == [Phase(.cpu, Nanoseconds(600))] })

    var silent = RunBuilder()
    let other = silent.lane(.coordinator)
    silent.run(.threads, on: other, to: 1_000, slots: 3)
    for index in 0..<3 {
      let lane = silent.lane(.worker)
      silent.task("\(index)", on: lane, 100, 1_000)
    }
    #expect(try demands(silent).obstacle == .computingUnknown)
  }

  @Test func `An executor's costs: hand-over, readiness, return, shut-down`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let worker = builder.lane(.worker)
    builder.run(.threads, on: main, to: 1_000, slots: 1)
    builder.phase(.startup, on: worker, 20, 70)
    builder.phase(.dispatch, on: main, 80, 100)
    builder.submit("1", from: main, 100, to: worker, 110)
    builder.wait(.join, on: main, 100, 960)
    builder.phase(.dispatch, on: worker, 110, 140)
    builder.task("1", on: worker, 140, 900)
    builder.phase(.serialize, on: worker, 900, 910)
    builder.phase(.teardown, on: main, 960, 1_000)
    let costs = try #require(try demands(builder).costs)
    #expect(costs.firstSubmission == Nanoseconds(100))
    #expect(costs.serialLead == Nanoseconds(20))
    #expect(costs.readiness == [Nanoseconds(70)])
    #expect(costs.coordinatorPerTask == Nanoseconds(20))
    #expect(costs.workerPerTask == Nanoseconds(40))
    // No result arrow: the result is taken as seen when the task ended.
    #expect(costs.returnDelay == .zero)
    #expect(costs.shutdown == Nanoseconds(100))
  }

  @Test func `I/O inside a step holds the loop, a declared wait does not`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let loop = builder.lane(.loop)
    builder.run(.asyncio, on: main, to: 1_000, slots: nil)
    builder.asyncTask("1", on: loop, 0, 800, scope: 1)
    builder.step("1", on: loop, 100, 400)
    builder.wait(.io, on: loop, 200, 300)
    builder.asyncWait(.io, on: loop, 400, 700, scope: 1)
    builder.step("1", on: loop, 700, 800)
    let run = try demands(builder)
    #expect(run.loopThreads == 1)
    #expect(
      run.tasks[0].phases == [
        Phase(.cpu, Nanoseconds(100)), Phase(.io, Nanoseconds(100), holdsLoop: true),
        Phase(.cpu, Nanoseconds(100)), Phase(.io, Nanoseconds(300)), Phase(.cpu, Nanoseconds(100)),
      ])
    #expect(run.blockingShare == 0.25)
  }

  @Test func `Task groups whose tasks kept to one thread each are one executor`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let threads = [builder.lane(.loop), builder.lane(.loop)]
    builder.run(.tasks, on: main, to: 1_000, slots: nil)
    for index in 0..<4 {
      let start = Int64(index / 2) * 400
      builder.asyncTask("\(index)", on: threads[index % 2], start, start + 400, scope: Int32(index))
      builder.step("\(index)", on: threads[index % 2], start, start + 400)
    }
    let run = try demands(builder)
    #expect(run.obstacle == nil)
    #expect(run.loopThreads == 2)
    // Two at a time, although each thread's loop had a limit of its own.
    #expect(run.slots == 2)
  }

  @Test func `Waits for the GIL tell that there is one, and which work holds it`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let workers = [builder.lane(.worker), builder.lane(.worker)]
    builder.run(.threads, on: main, to: 1_000, slots: 2)
    builder.task("1", on: workers[0], 0, 400)
    builder.wait(.gil, on: workers[0], 100, 200)
    builder.task("2", on: workers[1], 0, 100)
    let run = try demands(builder)
    #expect(run.hasGIL == true)
    #expect(run.gilShare == 0.75)
    #expect(run.tasks[0].phases == [Phase(.cpu, Nanoseconds(300))])
  }

  @Test(
    arguments: [
      (["swift": "6.3"], false), (["cpython": "3.13.1"], true),
      (["cpython": "3.13.1 free-threading build"], false), (["kernel": "6.1"], nil),
    ] as [([String: String], Bool?)])
  func `The runtime tells whether threads share a lock`(
    versions: [String: String], expected: Bool?
  ) throws {
    var (builder, _) = sequential()
    builder.versions(versions)
    #expect(try demands(builder).hasGIL == expected)
  }

  @Test(arguments: [true, false])
  func `Tasks that depend on each other are not replayed, a program that changes its lane is`(
    namesTasks: Bool
  ) throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let workers = [builder.lane([.worker, .coordinator]), builder.lane(.worker)]
    builder.run(.threads, on: main, to: 1_000, slots: 2)
    builder.task("1", on: workers[0], 0, 400)
    builder.task("2", on: workers[1], 500, 900)
    builder.depend(
      namesTasks ? ("1", "2") : nil, from: workers[0], 400, to: workers[1], 500)
    #expect(try demands(builder).obstacle == (namesTasks ? .dependencies : nil))
  }

  @Test func `Tasks that wait for tasks of their own are not replayed`() throws {
    var builder = RunBuilder()
    let main = builder.lane(.coordinator)
    let worker = builder.lane(.worker)
    builder.run(.threads, on: main, to: 1_000, slots: 1)
    builder.task("1", on: worker, 0, 900)
    builder.wait(.join, on: worker, 100, 800)
    let run = try demands(builder)
    #expect(run.obstacle == .nestedTasks)
    #expect(run.tasks.isEmpty)
    #expect(run.ownPlan() == nil)
  }

  @Test func `Spans of the name asked for are told apart, and nothing else changes`() throws {
    var (builder, main) = sequential()
    builder.span("parse", on: main, 150, 250)
    builder.span("parse", on: main, 240, 320)
    builder.span("other", on: main, 450, 900)
    let plain = try demands(builder)
    let marked = try demands(builder, marking: "parse")
    #expect(
      marked.tasks[0].phases == [
        Phase(.cpu, Nanoseconds(50)), Phase(.cpu, Nanoseconds(50), isMarked: true),
        Phase(.io, Nanoseconds(100), isMarked: true), Phase(.cpu, Nanoseconds(20), isMarked: true),
        Phase(.cpu, Nanoseconds(80)),
      ])
    // 150 to 320, all of it on the only lane's path.
    #expect(marked.markedOnPath == Nanoseconds(170))
    #expect(plain.markedOnPath == nil)
    #expect(VirtualSpeedup(marked, by: 0.5)?.firstOrder == 0.085)
    #expect(VirtualSpeedup(marked, by: 0.5)?.gain == 0.085)
    #expect(plain.tasks.map(\.service) == marked.tasks.map(\.service))
    #expect(try demands(builder, marking: "key 2").tasks[1].phases.allSatisfy(\.isMarked))
  }
}
