package import Analysis
import Prediction
import TraceModel

extension Advice {
  /// A quarter: twice and a half the discrepancy that a prediction is given (METHOD 9).
  private static let mostUnexplained = 0.25
  /// More waiting for a core than this, of one thread alone, makes times incomparable.
  private static let mostWithoutCore = 0.1
  /// Two equal runs differ by as much on a machine that does other things too.
  private static let singleRunMargin = 0.1

  /// Advice on one run alone: what each obstacle cost it, and what other models give at most.
  package init(run: RunAnalysis) { self.init(runs: RunReport(runs: [run])) }

  /// No more than what a run's own figures add to it: ladder, ideal network, serial fractions.
  init(figuresOf run: RunAnalysis) {
    machine = MachineInputs([run.demands].compactMap { $0 }, cores: run.cores)
    tellsDependencies = run.tellsDependencies || run.tasks == 0
    if tellsDependencies { examine(run) }
  }

  /// Advice on single runs: of one its ladder, of several the models predicted from the
  /// sequential one and held against the others.
  package init(runs report: RunReport) {
    let demands = report.runs.compactMap(\.demands)
    machine = MachineInputs(demands, cores: report.runs.map(\.cores).max() ?? 1)
    tellsDependencies = report.runs.allSatisfy { $0.tellsDependencies || $0.tasks == 0 }
    isOneWorkload = report.differentWork == nil
    guard tellsDependencies, isOneWorkload else { return }
    if report.runs.count == 1, let run = report.runs.first { examine(run) }
    scaling = ScalingFit.fits(of: report.runs)
    let base = report.baseline.map { report.runs[$0] } ?? report.runs.first
    let predictor = Predictor([base?.demands].compactMap { $0 }, machine: machine)
    // Where the baseline told of no tasks, those of any other run tell what kind of work it is.
    let others = base?.tellsTasks == false ? demands.filter { $0.obstacle == nil } : []
    guard let base, let typical = predictor.representative ?? others.first,
      let profile = TaskProfile(typical)
    else {
      absence = .noTasks(base?.demands?.obstacle)
      return
    }
    if base.model == .sequential { predict(report, predictor) }
    guard report.baseline != nil || report.runs.count == 1 else {
      absence = .noTasks(nil)
      return
    }
    if let share = base.shareWithoutCore, share > Self.mostWithoutCore {
      absence = .coresTaken(share: share)
      return
    }
    var measured = report.runs.map { run in
      Candidate(
        run.model, slots: run.slots, speedup: run.adviceSpeedup,
        source: run.speedup == nil ? .estimated : .measured)
    }
    if let missed = ladder?.unexplainedShare, abs(missed) > Self.mostUnexplained {
      absence = .replayMisses(share: missed)
      return
    }
    guard measured.contains(where: \.isKnown) else {
      absence = .unknownModel
      return
    }
    if measured.contains(where: { $0.model == .threads && $0.source == .estimated }),
      machine.hasGIL == true, machine.gilShare == nil
    {
      // Threads that wait for the lock look as busy as threads that run.
      absence = .lockShareUnknown
      return
    }
    if !measured.contains(where: { $0.model == .sequential }) {
      measured.append(Candidate(.sequential, slots: 1, speedup: 1, source: .estimated))
    }
    recommend(
      measured, profile, predictor, breakEven: Self.breakEven(demands, profile),
      margin: Self.singleRunMargin)
  }

  private mutating func predict(_ report: RunReport, _ predictor: Predictor) {
    for (index, run) in report.runs.enumerated() where index != report.baseline {
      let inputs = ModelInputs(run.model, runs: [run.demands].compactMap { $0 })
      predictions.append(
        Checked(prediction: predictor.prediction(inputs), measured: run.speedup))
    }
  }

  private mutating func examine(_ run: RunAnalysis) {
    // T∞ of a sequential run is T1, and where threads wait unseen for a core it
    // holds their waits: then the longest task by its CPU time stands for it.
    let isUsable = run.model != .sequential && !run.coreEstimated
    ladder = run.demands.flatMap { WhatIfLadder($0, span: isUsable ? run.span : nil) }
    ideal = IdealNetwork(run, ladder: ladder)
    serial = SerialFraction(run)
  }
}

extension RunAnalysis {
  /// Of a sequential run on several cores: the share of its time in which it was ready and had
  /// none, which only other programs can cause.
  fileprivate var shareWithoutCore: Double? {
    guard model == .sequential, cores > 1, makespan.count > 0 else { return nil }
    return Double(slotLedger[.runq].count) / Double(makespan.count)
  }

  /// The speedup, else the run's own estimate of it: its tasks one after another by its length
  /// (METHOD 7).
  fileprivate var adviceSpeedup: Double? {
    if let speedup { return speedup }
    guard let sequential = demands?.sequentialTime, makespan.count > 0 else { return nil }
    return sequential / Double(makespan.count)
  }
}
