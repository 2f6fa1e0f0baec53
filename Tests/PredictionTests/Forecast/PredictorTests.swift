import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct Predictions {
  private func predict(
    _ model: ExecutionModel, _ tasks: [TaskDemand], _ machine: MachineInputs, slots: Int? = nil,
    costs: ExecutorCosts? = ExecutorCosts(), blocking: Double? = nil
  ) -> ModelPrediction {
    var inputs = ModelInputs(model, slots: slots)
    inputs.costs = [costs].compactMap { $0 }
    inputs.blockingShare = blocking
    return Predictor([sequentialRun(tasks)], machine: machine).prediction(inputs)
  }

  private let native = MachineInputs(cores: 2, hasGIL: false)
  private let locked = MachineInputs(cores: 2, hasGIL: true, gilShare: 1)

  @Test func `Computing: two cores give two, a lock gives less than one, a loop gives one`() throws
  {
    let tasks = computing(4, 1_000_000)
    let threads = try #require(predict(.threads, tasks, native).point)
    #expect(threads.speedup == 2)
    #expect(threads.makespan == Nanoseconds(2_000_000))
    // No scatter: the interval is the discrepancy alone.
    #expect(abs(threads.low - 2 / 1.1) < 1e-12)
    #expect(abs(threads.high - 2.2) < 1e-12)

    let behindLock = predict(.threads, tasks, locked)
    let point = try #require(behindLock.point)
    #expect(behindLock.binding == .gil)
    #expect(behindLock.atMost == 1)
    // Switching costs 0 to 16 %.
    #expect(point.speedup > 1 / 1.16 && point.speedup < 1)
    #expect(behindLock.contains(0.92) == true)

    #expect(predict(.processes, tasks, locked).point?.speedup == 2)
    #expect(predict(.asyncio, tasks, locked, blocking: 0).point?.speedup == 1)
    #expect(predict(.tasks, tasks, native).point?.speedup == 2)
    #expect(predict(.actor, tasks, native).point?.speedup == 1)
  }

  @Test func `Waiting: whatever overlaps the waits gives three, blocking calls in a loop one`() {
    let tasks = fetching(3, 1_000, 980_000)
    for model in [ExecutionModel.threads, .async, .tasks, .actor] {
      let speedup = predict(model, tasks, native).point?.speedup ?? 0
      #expect(speedup > 2.99 && speedup <= 3, "\(model)")
    }
    #expect(predict(.asyncBlocking, tasks, native).point?.speedup == 1)
    #expect(predict(.threads, tasks, native, slots: 1).point?.speedup == 1)
    // The queue has as many threads as cores, unless its own run says otherwise.
    #expect(predict(.dispatch, tasks, native).slots == 2)
    #expect(predict(.dispatch, tasks, native, slots: 3).slots == 3)
  }

  @Test func `What the executor costs comes off`() {
    var costs = ExecutorCosts()
    costs.firstSubmission = Nanoseconds(100_000)
    costs.shutdown = Nanoseconds(400_000)
    let point = predict(.processes, computing(4, 1_000_000), native, costs: costs).point
    #expect(point?.makespan == Nanoseconds(2_500_000))
    #expect(point?.speedup == 1.6)
  }

  @Test func `Free cores that vary widen the interval and lower the point`() throws {
    var machine = native
    machine.freeCores = [1.2, 1.5, 1.6, 1.8, 1.9, 2]
    let prediction = predict(.threads, computing(4, 1_000_000), machine)
    let point = try #require(prediction.point)
    #expect(point.speedup < 2)
    #expect(point.low < 1.3)
    #expect(point.high > 2)
    // The bound takes all cores as free.
    #expect(prediction.atMost == 2)
    #expect(abs((prediction.freeCores ?? 0) - 1.7) < 1e-9)
  }

  @Test func `A queue that chooses its own width is drawn at each width it had`() throws {
    var runs = [2, 2, 4].map { slots in
      var run = sequentialRun(computing(4, 1_000))
      run.model = .dispatch
      run.slots = slots
      return run
    }
    let wide = MachineInputs(cores: 4, hasGIL: false)
    let predictor = Predictor([sequentialRun(computing(4, 1_000))], machine: wide)
    let point = try #require(predictor.prediction(ModelInputs(.dispatch, runs: runs)).point)
    #expect(point.speedup == 2)
    #expect(point.high == 4.4)
    // A pool of threads was told its width: it is one width.
    for index in runs.indices { runs[index].model = .threads }
    #expect(predictor.prediction(ModelInputs(.threads, runs: runs)).point?.high == 2.2)
  }

  @Test func `The same runs always give the same prediction`() {
    var machine = native
    machine.freeCores = [1.2, 1.5, 1.8, 2]
    let tasks = computing(3, 1_000) + fetching(2, 10, 500)
    #expect(predict(.threads, tasks, machine) == predict(.threads, tasks, machine))
  }

  @Test func `What is not known is not made up`() {
    let tasks = computing(4, 1_000)
    let unknown = MachineInputs(cores: 2)
    #expect(predict(.threads, tasks, unknown).absence == .lockUnknown)
    let unmeasured = MachineInputs(cores: 2, hasGIL: true)
    #expect(predict(.threads, tasks, unmeasured).absence == .lockShareUnknown)
    #expect(predict(.asyncio, tasks, locked).absence == .blockingUnknown)
    #expect(predict(.mixed, tasks, native).absence == .unknownModel)
    let costless = predict(.processes, tasks, native, costs: nil)
    #expect(costless.absence == .costsUnknown)
    #expect(costless.point == nil)
    #expect(costless.atMost == 2)
    var broken = sequentialRun([])
    broken.obstacle = .nestedTasks
    let nothing = Predictor([broken], machine: native).prediction(ModelInputs(.threads))
    #expect(nothing.absence == .noTasks(.nestedTasks))
    #expect(nothing.atMost == nil)
  }

  @Test func `Tasks are drawn from every round that has the same ones`() throws {
    let rounds = [900_000, 1_000_000, 1_100_000].map { sequentialRun(computing(2, $0)) }
    var inputs = ModelInputs(.threads)
    inputs.costs = [ExecutorCosts()]
    let point = try #require(Predictor(rounds, machine: native).prediction(inputs).point)
    // A pair from different rounds is uneven: (900 + 1100)/1100 at worst.
    #expect(point.low <= 2_000 / 1_100 / 1.1 + 1e-9)
    #expect(point.high == 2.2)
  }
}
