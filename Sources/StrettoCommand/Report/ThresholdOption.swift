import ArgumentParser
import Report

/// `--fail-below`, for builds that must not lose what concurrency gained.
struct ThresholdOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Exit with status 1 when a run (a model, the baseline aside) is below: the efficiency is the "
        + "useful share of what binds, the speedup the lower bound where there is one.",
      valueName: "efficiency=0.7,speedup=1.5"))
  var failBelow: String?

  /// What was asked for; to be read before any work is done.
  ///
  /// - Throws: `Failure` with status 2 when it cannot be read.
  func thresholds() throws(Failure) -> Thresholds? {
    guard let failBelow else { return nil }
    do {
      return try Thresholds(parsing: failBelow)
    } catch {
      throw Failure("\(error)")
    }
  }
}

extension Failure {
  /// The end of a command whose result was printed and is below a threshold: status 1.
  ///
  /// - Parameter sentence: What is below; nil when nothing is.
  /// - Throws: `Failure` with status 1 when something is below.
  static func throwIfBelow(_ sentence: String?) throws(Failure) {
    if let sentence { throw Failure(sentence, status: ExitStatus.thresholdNotMet) }
  }
}
