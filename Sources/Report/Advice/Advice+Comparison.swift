import Analysis
import Comparison
import Prediction
import Statistics
import TraceModel

extension Advice {
  /// Predicts every model of a comparison from its sequential runs, and recommends one by what
  /// was measured.
  ///
  /// - Parameter report: With the traced runs of every round.
  package init(comparison report: ComparisonReport) {
    let runs = report.models.flatMap(\.runs).compactMap(\.demands)
    machine = MachineInputs(
      runs, cores: report.cores, freeCores: report.comparison.freeCores?.sorted ?? [])
    tellsDependencies = report.models.flatMap(\.runs)
      .allSatisfy { $0.tellsDependencies || $0.tasks == 0 }
    isOneWorkload = report.differentWork == nil
    guard tellsDependencies, isOneWorkload else { return }
    let sequential = report.runs(of: ExecutionModel.sequential.rawValue).runs
      .compactMap(\.demands)
    let predictor = Predictor(sequential, machine: machine)
    if predictor.representative == nil {
      absence = .noTasks(sequential.compactMap(\.obstacle).first)
    } else if report.comparison.baseline == ExecutionModel.sequential.rawValue {
      predict(report, predictor)
    }
    // Without a sequential run the tasks of any other tell what kind of work it is.
    guard let typical = predictor.representative ?? runs.first(where: { $0.obstacle == nil }),
      let profile = TaskProfile(typical)
    else { return }
    recommend(Self.measured(report), profile, predictor, breakEven: Self.breakEven(runs, profile))
  }

  private mutating func predict(_ report: ComparisonReport, _ predictor: Predictor) {
    for model in report.comparison.models where !model.isBaseline {
      let own = report.runs(of: model.model).runs.compactMap(\.demands)
      let inputs = ModelInputs(ExecutionModel(rawValue: model.model), runs: own)
      predictions.append(
        Checked(prediction: predictor.prediction(inputs), measured: model.speedup?.ratio))
    }
  }

  private static func measured(_ report: ComparisonReport) -> [Candidate] {
    report.comparison.models.map { model in
      Candidate(
        ExecutionModel(rawValue: model.model), slots: report.runs(of: model.model).slots,
        speedup: model.isBaseline ? 1 : model.speedup?.ratio,
        low: model.isBaseline ? nil : model.speedup?.low,
        high: model.isBaseline ? nil : model.speedup?.high, source: .measured)
    }
  }

  /// Adds what was not measured to what was, and chooses.
  mutating func recommend(
    _ measured: [Candidate], _ profile: TaskProfile, _ predictor: Predictor,
    breakEven: Nanoseconds?, margin: Double = 0.05
  ) {
    let run = Set(measured.filter { $0.speedup != nil }.map(\.model))
    let others = machine.customaryModels.filter { !run.contains($0) }.map {
      Candidate(predictor.prediction(ModelInputs($0)))
    }
    recommendation = Recommendation(
      among: measured.filter { $0.speedup != nil } + others, profile: profile, machine: machine,
      breakEven: breakEven, margin: margin)
  }

  /// The smallest break-even of the executors seen; nil where no run shows one.
  static func breakEven(_ runs: [RunDemands], _ profile: TaskProfile) -> Nanoseconds? {
    runs.compactMap { $0.breakEven(tasks: profile.tasks) }.min()
  }
}

extension ModelRuns {
  /// P of the run that stands for the model.
  fileprivate var slots: Int? { representativeRun?.slots }
}
