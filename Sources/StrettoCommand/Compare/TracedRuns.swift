import Analysis
import Comparison
import Report
import Rounds
import TraceFile
import TraceModel

/// The traces of the rounds, read as they arrive and analysed round by round.
actor TracedRuns {
  private struct Entry: Sendable {
    var path: String
    var analysis: RunAnalysis
  }

  private let baseline: String
  /// The traces of the round under way, by model.
  private var open: [String: (path: String, trace: Trace)] = [:]
  private var entries: [String: [Entry]] = [:]
  /// Every trace written, also those that could not be analysed.
  private(set) var files: [String] = []
  /// Sentences about traces that could not be read or analysed.
  private(set) var problems: [String] = []

  init(baseline: ExecutionModel) { self.baseline = baseline.rawValue }

  /// Takes what the runner tells; an arm's trace takes a few milliseconds.
  func observe(_ event: RoundsEvent) {
    switch event {
    case .roundStarted: open = [:]
    case .armStarted: break
    case .armFinished(let outcome): read(outcome)
    case .roundFinished(let round): analyse(round: round.number)
    }
  }

  private func read(_ outcome: ArmOutcome) {
    guard let path = outcome.tracePath else { return }
    files.append(path)
    guard outcome.wall != nil else { return }
    do {
      open[outcome.arm.model] = (path, try TraceReader.read(path: path))
    } catch {
      problems.append("The trace of \(outcome.arm.model) cannot be used: \(error)")
    }
  }

  /// Analyses the traces of a finished round, each against the round's own baseline.
  private func analyse(round: Int) {
    // The warm-up round is not among the shares of the table.
    guard round > 0 else { return }
    let base = open[baseline].flatMap { analysis($0.trace, model: baseline, baseline: nil) }
    for (model, entry) in open {
      guard let run = analysis(entry.trace, model: model, baseline: base) else { continue }
      entries[model, default: []].append(Entry(path: entry.path, analysis: run))
    }
    open = [:]
  }

  private func analysis(_ trace: Trace, model: String, baseline: RunAnalysis?) -> RunAnalysis? {
    do {
      return try Analysis.analyse(trace, baseline: baseline).first
    } catch {
      problems.append("The trace of \(model) cannot be analysed: \(error)")
      return nil
    }
  }

  /// The runs of each model over the finished rounds, in the order given.
  func models(_ models: [ExecutionModel]) -> [TracedModel] {
    models.map { model in
      let entries = entries[model.rawValue] ?? []
      return TracedModel(
        runs: ModelRuns(model: model.rawValue, runs: entries.map(\.analysis)),
        paths: entries.map(\.path))
    }
  }
}

/// A model's traced runs and where their traces lie.
struct TracedModel: Sendable {
  var runs: ModelRuns
  var paths: [String]

  /// The trace of the round with the median makespan.
  var representativePath: String? {
    paths.indices.contains(runs.representative) ? paths[runs.representative] : nil
  }
}
