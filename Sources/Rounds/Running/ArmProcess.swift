@preconcurrency import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// Runs one arm in a fresh process of the tool's own executable.
struct ArmProcess: Sendable {
  var executable: FilePath
  var timeout: Duration

  /// The most bytes of standard output that an arm may write.
  static let outputLimit = 256 << 10
  /// How much of an arm's standard error is kept: its last bytes.
  static let errorTail = 4 << 10

  /// Runs the arm to its end, or ends it and whatever it started.
  ///
  /// - Throws: CancellationError when the caller's task is cancelled; the
  ///   process is gone by then.
  func run(_ request: ArmRequest) async throws(CancellationError) -> ArmOutcome.Ending {
    let race = await withTaskGroup(of: Finish.self) { group in
      group.addTask { await .process(spawn(request)) }
      group.addTask {
        try? await Task.sleep(for: timeout)
        return .timeout
      }
      let first = await group.next() ?? .timeout
      group.cancelAll()
      // After a timeout the process is being ended: wait until it is gone.
      await group.waitForAll()
      return first
    }
    if Task.isCancelled { throw CancellationError() }
    switch race {
    case .process(let ending): return ending
    case .timeout: return .failed(ArmFailure(.timeout(timeout)))
    }
  }

  private enum Finish: Sendable {
    case process(ArmOutcome.Ending)
    case timeout
  }

  /// Standard input is a pipe that stays open: its end tells the arm that the tool is gone.
  private func spawn(_ request: ArmRequest) async -> ArmOutcome.Ending {
    let leader = Mutex<pid_t>(0)
    let ending: ArmOutcome.Ending
    do {
      let result = try await Subprocess.run(
        .path(executable), arguments: Arguments([ArmEntry.arm] + request.arguments),
        platformOptions: ownGroup, input: .inputWriter, output: .bytes(limit: Self.outputLimit),
        error: .sequence
      ) { execution in
        leader.withLock { $0 = execution.processIdentifier.value }
        return await Self.tail(of: execution.standardError)
      }
      ending = Self.ending(
        result.terminationStatus, output: result.standardOutput, error: result.closureResult)
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      ending = .failed(ArmFailure(.garbage))
    } catch {
      ending = .failed(ArmFailure(.start("\(error)")))
    }
    if case .failed = ending { endGroup(ledBy: leader.withLock(\.self)) }
    return ending
  }

  private static func tail(of sequence: SubprocessOutputSequence) async -> String {
    var tail: [UInt8] = []
    do {
      for try await buffer in sequence {
        buffer.withUnsafeBytes { tail.append(contentsOf: $0) }
        if tail.count > errorTail { tail.removeFirst(tail.count - errorTail) }
      }
    } catch {
      // The arm was ended; what it said until then is what there is.
    }
    return String(decoding: tail, as: UTF8.self)
  }

  static func ending(
    _ status: TerminationStatus, output: [UInt8], error: String
  ) -> ArmOutcome.Ending {
    let result = ArmResult(output: output)
    if case .failed(let reason) = result {
      return .failed(ArmFailure(.workload(reason), standardError: error))
    }
    switch status {
    case .signaled(let signal):
      return .failed(ArmFailure(.signal(signal), standardError: error))
    case .exited(let code) where code != 0:
      return .failed(ArmFailure(.status(code), standardError: error))
    default:
      guard case .done(let result) = result else {
        return .failed(ArmFailure(.garbage, standardError: error))
      }
      return .done(result)
    }
  }
}
