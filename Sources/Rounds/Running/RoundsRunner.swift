import Comparison
package import SystemPackage
import TraceModel
package import Workloads

/// Runs the rounds of a plan, every arm in a fresh process, one at a time.
package struct RoundsRunner: Sendable {
  package var plan: RoundsPlan
  package var workload: Workload
  package var configuration: WorkloadConfiguration
  /// The tool itself; called with `run-arm` and `serve-workload`.
  package var executable: FilePath
  /// Where the traced arms write their traces; must exist.
  package var traceFolder: FilePath
  /// How long an arm may take before it is ended and counted as failed.
  package var timeout = Duration.seconds(300)
  /// Measures the free cores, or gives nil where the system refuses; replaced in tests.
  package var measureFreeCores: @Sendable () async -> FreeCores? = {
    try? await FreeCores.measured()
  }

  package typealias Observer = @Sendable (RoundsEvent) async -> Void

  package init(
    plan: RoundsPlan, workload: Workload, configuration: WorkloadConfiguration,
    executable: FilePath, traceFolder: FilePath
  ) {
    self.plan = plan
    self.workload = workload
    self.configuration = configuration
    self.executable = executable
    self.traceFolder = traceFolder
  }

  /// Runs the warm-up round and all others.
  ///
  /// When the calling task is cancelled, the arm under way is ended with all
  /// its processes, and the finished rounds are returned.
  ///
  /// - Throws: when the workload server can't be started; failed arms are values.
  package func run(_ observe: @escaping Observer = { _ in }) async throws(RoundsError)
    -> RoundsResult
  {
    guard workload.needsServer else { return await runRounds(configuration, observe) }
    return try await ServerProcess.serving(by: executable) { port in
      var configuration = configuration
      configuration.serverPort = port
      return await runRounds(configuration, observe)
    }
  }

  private func runRounds(
    _ configuration: WorkloadConfiguration, _ observe: Observer
  ) async -> RoundsResult {
    var result = RoundsResult(plan: plan)
    var expected: UInt64?
    for number in 0...plan.rounds {
      do {
        let round = try await run(round: number, configuration, &expected, observe)
        if number == 0 { result.warmUp = round } else { result.rounds.append(round) }
      } catch {
        result.wasCancelled = true
        break
      }
    }
    return result
  }

  private func run(
    round number: Int, _ configuration: WorkloadConfiguration, _ expected: inout UInt64?,
    _ observe: Observer
  ) async throws(CancellationError) -> FinishedRound {
    if Task.isCancelled { throw CancellationError() }
    var round = FinishedRound(number: number, freeCores: await measureFreeCores())
    await observe(.roundStarted(number: number, round.freeCores))
    for (place, arm) in plan.order(ofRound: number).enumerated() {
      let finished = number * plan.arms.count + place
      await observe(.armStarted(arm, round: number, finishedRuns: finished))
      let request = request(arm, round: number, configuration)
      var ending = try await ArmProcess(executable: executable, timeout: timeout).run(request)
      Self.check(&ending, against: &expected)
      let outcome = ArmOutcome(
        arm: arm, round: number, ending: ending, tracePath: request.tracePath)
      round.outcomes.append(outcome)
      await observe(.armFinished(outcome))
      round.note(await measureFreeCores())
    }
    await observe(.roundFinished(round))
    return round
  }

  private func request(
    _ arm: Arm, round: Int, _ configuration: WorkloadConfiguration
  ) -> ArmRequest {
    let name = "\(arm.model).round-\(round).json.gz"
    return ArmRequest(
      workload: workload, model: ExecutionModel(rawValue: arm.model), configuration: configuration,
      tracePath: arm.kind == .traced ? traceFolder.appending(name).string : nil, round: round)
  }

  /// Holds every arm to the checksum of the first that gave one.
  private static func check(_ ending: inout ArmOutcome.Ending, against expected: inout UInt64?) {
    guard case .done(let result) = ending else { return }
    guard let known = expected else {
      expected = result.checksum
      return
    }
    if result.checksum != known {
      ending = .failed(ArmFailure(.checksum(result.checksum, expected: known)))
    }
  }
}
