import Analysis
import Comparison
import Report
import Rounds
import Stretto
import SystemPackage
import TraceFile
import TraceModel
import Workloads

/// One comparison under way: runs the rounds, and analyses each trace as it comes.
struct CompareSession {
  let workload: Workload
  let configuration: WorkloadConfiguration
  let plan: RoundsPlan
  let folder: OutputFolder
  let timeout: Duration

  /// Runs all rounds, or those before an interrupt.
  ///
  /// - Throws: `Failure` when the rounds can't be run at all.
  func run() async throws -> CompareResult {
    var runner = RoundsRunner(
      plan: plan, workload: workload, configuration: configuration,
      executable: FilePath("/proc/self/exe"), traceFolder: FilePath(folder.rounds))
    runner.timeout = timeout
    let traced = TracedRuns(baseline: plan.baseline)
    let progress = CompareProgress(plan: plan)
    let rounds: RoundsResult
    do {
      rounds = try await Interrupts.cancelling { [runner] in
        try await runner.run { event in
          await progress.show(event)
          await traced.observe(event)
        }
      }
    } catch {
      await progress.clear()
      throw Failure("\(error)", status: ExitStatus.notPossible)
    }
    await progress.clear()
    return await result(rounds, traced)
  }

  private func result(_ rounds: RoundsResult, _ traced: TracedRuns) async -> CompareResult {
    let models = await traced.models(plan.models)
    var options = WorkloadComparison.Options()
    let cores = AvailableCores.now().count
    options.minimumFreeCores = Double(cores) * 0.9
    let report = ComparisonReport(
      workload: workload.rawValue, tasks: configuration.tasks, cores: cores, facts: facts,
      comparison: WorkloadComparison(rounds.roundSet, options: options),
      models: models.map(\.runs), notes: await notes(rounds, traced))
    return CompareResult(
      report: report, rounds: rounds, models: models, files: await traced.files)
  }

  /// What the first line says beside the workload, the tasks and the cores.
  private var facts: [String] {
    var facts = ["size \(configuration.size)", "seed \(configuration.seed)"]
    if configuration.workers != configuration.tasks {
      facts.insert("\(configuration.workers) workers", at: 0)
    }
    if workload.needsServer { facts.append("\(configuration.delayMilliseconds) ms delay") }
    return facts
  }

  private func notes(_ rounds: RoundsResult, _ traced: TracedRuns) async -> [String] {
    let failures = rounds.failures.compactMap { outcome -> (model: String, reason: String)? in
      guard case .failed(let failure) = outcome.ending else { return nil }
      return (outcome.arm.model, "\(failure)")
    }
    var notes = FailureSentences(failures).sentences
    if rounds.wasCancelled {
      notes.insert(
        "Interrupted: \(rounds.rounds.count) of \(plan.rounds) rounds were finished; "
          + "the one under way is not counted.", at: 0)
    }
    return notes + (await traced.problems)
  }
}
