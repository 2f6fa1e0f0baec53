import Analysis
import Prediction
import TraceModel

/// A recommendation in words: what to use, why, and what is as good.
struct RecommendationSentence {
  let text: String

  init(_ recommendation: Recommendation, machine: MachineInputs) {
    guard let choice = recommendation.choice, let reason = recommendation.reason else {
      text = "No recommendation: no model has a speedup."
      return
    }
    let use =
      choice.model == .sequential
      ? "Stay with one task after another."
      : "\(choice.speedup == nil ? "Try" : "Use") \(choice.model.object): \(Self.value(choice))."
    let parts = [
      use, Self.because(reason, recommendation.profile, machine),
      Self.ties(recommendation.ties), Self.open(recommendation.open),
    ]
    text = parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func value(_ candidate: Candidate) -> String {
    let speedup = Quantity.ratio(candidate.speedup)
    guard candidate.speedup != nil else {
      return "at most \(Quantity.ratio(candidate.atMost))x; what its executor costs is not known, "
        + "`stretto compare` measures it"
    }
    let source = candidate.source.rawValue
    guard let low = candidate.low, let high = candidate.high else { return "\(speedup)x \(source)" }
    return "\(speedup)x \(source) (\(Quantity.ratio(low))-\(Quantity.ratio(high)))"
  }

  private static func because(
    _ reason: Recommendation.Reason, _ profile: TaskProfile, _ machine: MachineInputs
  ) -> String {
    let tasks =
      "the \(Quantity.count(profile.tasks, "task")) of \(Quantity.duration(profile.meanService))"
    let computing = Quantity.percent(profile.cpuShare, decimals: 0)
    let waiting = Quantity.percent(profile.cpuShare.map { 1 - $0 }, decimals: 0)
    let cores = Quantity.count(machine.cores, "core")
    let sentence =
      switch reason {
      case .tooFine(let breakEven):
        "\(tasks) are too short: below \(Quantity.duration(breakEven)) handing one over costs more "
          + "than it saves, so put several into one."
      case .nothingFaster: "nothing measured or predicted here is faster for \(tasks)."
      case .waitingOverlaps: "\(tasks) wait \(waiting) of their time, and waits overlap."
      case .computing where machine.hasGIL == false:
        "\(tasks) compute \(computing) of their time, and no lock keeps them from \(cores)."
      case .computing: "\(tasks) compute \(computing) of their time, on \(cores)."
      case .computingBesideLock:
        "\(tasks) compute \(computing) of their time"
          + (machine.gilShare.map {
            " and hold the GIL for \(Quantity.percent($0, decimals: 0)) of that"
          } ?? "") + ", which keeps the threads of one process to one core."
      case .mixed: "\(tasks) compute \(computing) of their time and wait for the rest."
      }
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  private static func ties(_ candidates: [Candidate]) -> String {
    let names = candidates.map { "\($0.model.object) (\(Quantity.ratio($0.speedup)))" }
    guard let last = names.last else { return "" }
    let list =
      names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and \(last)"
    return "As good: \(list)."
  }

  private static func open(_ candidates: [Candidate]) -> String {
    guard !candidates.isEmpty else { return "" }
    let names = candidates.map { "\($0.model.object) (at most \(Quantity.ratio($0.atMost))x)" }
    return "Not measured: \(names.joined(separator: ", "))."
  }
}
