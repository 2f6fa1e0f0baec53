package import Comparison
package import TraceModel
package import Workloads

/// How one arm of one round ended.
package struct ArmOutcome: Hashable, Sendable {
  package var arm: Arm
  /// 0 is the warm-up round.
  package var round: Int
  /// A failed arm is a value: it is counted, and the rounds go on.
  package var ending: Ending
  /// Where the arm wrote its trace; nil for an untraced arm.
  package var tracePath: String?

  package enum Ending: Hashable, Sendable {
    case done(WorkloadResult)
    case failed(ArmFailure)
  }

  package init(arm: Arm, round: Int, ending: Ending, tracePath: String? = nil) {
    self.arm = arm
    self.round = round
    self.ending = ending
    self.tracePath = tracePath
  }

  /// The measured wall time; nil when the arm failed.
  package var wall: Nanoseconds? {
    guard case .done(let result) = ending else { return nil }
    return result.wall
  }
}

/// Why an arm gave no time.
package struct ArmFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// The workload failed; it said why.
    case workload(String)
    case signal(Int32)
    /// An exit without a result.
    case status(Int32)
    /// It ran longer than allowed and was ended.
    case timeout(Duration)
    /// It ended well without a result that can be read.
    case garbage
    /// Its result differs from what the other arms computed.
    case checksum(UInt64, expected: UInt64)
    /// The process could not be started.
    case start(String)
  }

  package var reason: Reason
  /// The last lines of its standard error.
  package var standardError: String

  package init(_ reason: Reason, standardError: String = "") {
    self.reason = reason
    self.standardError = standardError
  }

  /// One clause without the arm's name, such as "died of signal 9 (Killed)".
  package var description: String {
    switch reason {
    case .workload(let text): text
    case .signal(let number): "died of signal \(number) (\(Self.name(ofSignal: number)))"
    case .status(let status): "exited with status \(status) and no result\(lastLine)"
    case .timeout(let limit): "was ended after \(limit.components.seconds) s without a result"
    case .garbage: "printed no result that can be read"
    case .checksum(let found, let expected):
      "computed \(String(found, radix: 16)) where the others computed \(String(expected, radix: 16))"
    case .start(let text): "could not be started: \(text)"
    }
  }

  private var lastLine: String {
    guard let line = standardError.split(separator: "\n").last else { return "" }
    return ": \(line)"
  }
}
