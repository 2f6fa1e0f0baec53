package import Analysis
import Statistics
import TraceModel

/// Predicts models from runs of another one, the sequential one wherever there is one.
package struct Predictor: Sendable {
  /// What a prediction may be asked for.
  package struct Options: Hashable, Sendable {
    /// δ: how far replay and machine may disagree (METHOD 9, the starting value).
    package var discrepancy = 0.10
    package var level = 0.95
    /// Draws for an interval; fewer where the tasks are many.
    package var resamples = 400
    package var seed: UInt64 = 0x5374_7265_7474_6F21

    package init() {}
  }

  /// Phases replayed for one prediction at most, so that large runs stay quick.
  private static let mostPhases = 600_000
  private static let fewestDraws = 20

  let baselines: [RunDemands]
  let machine: MachineInputs
  let options: Options
  private let obstacle: RunDemands.Obstacle?
  /// Whether the runs have the same tasks, so that each may be drawn from any of them.
  let areAlike: Bool

  /// - Parameters:
  ///   - baselines: The run of each round to start from; those with an obstacle are left out.
  ///   - machine: Where the models are to run.
  ///   - options: How wide and how finely drawn the intervals are.
  package init(_ baselines: [RunDemands], machine: MachineInputs, options: Options = Options()) {
    self.baselines = baselines.filter { $0.obstacle == nil && !$0.tasks.isEmpty }
    self.machine = machine
    self.options = options
    obstacle = baselines.compactMap(\.obstacle).first
    let keys = self.baselines.first?.tasks.map(\.key) ?? []
    areAlike = self.baselines.allSatisfy { $0.tasks.map(\.key) == keys }
  }

  /// The run of median length: what is replayed where one run has to stand for all.
  package var representative: RunDemands? {
    let order = baselines.indices.sorted {
      (baselines[$0].makespan, $0) < (baselines[$1].makespan, $1)
    }
    return order.isEmpty ? nil : baselines[order[(order.count - 1) / 2]]
  }

  /// One model's prediction: bounds, replay, interval.
  package func prediction(_ inputs: ModelInputs) -> ModelPrediction {
    var prediction = ModelPrediction(
      model: inputs.model, slots: max(inputs.slots ?? 1, 1),
      costsProvenance: inputs.costsProvenance,
      freeCores: Sample(machine.freeCores)?.median)
    guard let typical = representative else {
      prediction.absence = .noTasks(obstacle)
      return prediction
    }
    switch PlanMaker(machine: machine, tasks: typical.tasks.count).plan(inputs) {
    case .failure(let absence): prediction.absence = absence
    case .success(let plan):
      prediction.slots = plan.width
      bound(&prediction, typical, plan)
      if inputs.costs.isEmpty, inputs.model != .sequential {
        prediction.absence = .costsUnknown
      } else {
        prediction.point = point(plan, inputs, phases: typical.phaseCount)
        if prediction.point == nil { prediction.absence = .noResult }
      }
    }
    return prediction
  }

  private func bound(
    _ prediction: inout ModelPrediction, _ run: RunDemands, _ plan: ReplayPlan
  ) {
    let bounds = DemandBounds(run.tasks, under: plan)
    prediction.binding = bounds.binding
    if bounds.lower.count > 0, let sequential = run.sequentialTime {
      prediction.atMost = sequential / Double(bounds.lower.count)
    }
  }

  private func point(
    _ plan: ReplayPlan, _ inputs: ModelInputs, phases: Int
  ) -> ModelPrediction.Point? {
    var generator = SplitMix64(seed: options.seed)
    var speedups: [Double] = []
    var makespans: [Double] = []
    let draws = min(
      max(options.resamples, 1), max(Self.mostPhases / max(phases, 1), Self.fewestDraws))
    for _ in 0..<draws {
      let run = draw(&generator)
      var plan = plan
      disturb(&plan, inputs, &generator)
      plan.lead = max(plan.lead, run.tasks.first?.serialBefore ?? .zero)
      plan.closing = max(plan.closing, run.costs?.shutdown ?? .zero)
      guard let makespan = replay(run.tasks, under: plan), makespan.count > 0,
        let sequential = run.sequentialTime
      else { continue }
      makespans.append(Double(makespan.count))
      speedups.append(sequential / Double(makespan.count))
    }
    guard speedups.count * 2 > draws, let sample = Sample(speedups),
      let times = Sample(makespans)
    else { return nil }
    let tail = (1 - options.level) / 2
    return ModelPrediction.Point(
      makespan: Nanoseconds(clamping: times.median), speedup: sample.median,
      low: sample.quantile(tail) / (1 + options.discrepancy),
      high: sample.quantile(1 - tail) * (1 + options.discrepancy))
  }
}
