package import Statistics

// A comparison made before, from the figures that a report holds of it: so that its sentences can
// be written again by the code that wrote them. What a report does not hold stays empty.

extension WallTimes {
  /// The times of runs made before.
  package init(count: Int, medianNanoseconds: Int64, minimumNanoseconds: Int64) {
    self.count = count
    self.medianNanoseconds = medianNanoseconds
    self.minimumNanoseconds = minimumNanoseconds
  }
}

extension Drift {
  /// The drift of runs made before.
  package init(change: Double, autocorrelation: Double?) {
    self.change = change
    self.autocorrelation = autocorrelation
  }
}

extension RestrictedSpeedup {
  /// The restricted speedup of runs made before.
  package init(reported speedup: RatioEstimate?, minimumFreeCores: Double, allRounds: Int) {
    self.init(minimumFreeCores: minimumFreeCores, allRounds: allRounds, speedup: speedup)
  }
}

extension ModelComparison {
  /// A model of a comparison made before; its figures are to be filled in.
  package init(reported model: String, isBaseline: Bool, failedRuns: Int) {
    self.init(
      model: model, isBaseline: isBaseline, wall: nil, coldNanoseconds: nil,
      failedRuns: failedRuns, speedup: nil, verdict: nil)
  }
}

extension WorkloadComparison {
  /// A comparison made before, in paired untraced rounds.
  package init(
    reported baseline: String, rounds: Int, isPaired: Bool, freeCores: Sample?,
    control: RatioEstimate?, margin: Double, models: [ModelComparison]
  ) {
    self.init(
      baseline: baseline, rounds: rounds, timing: .untraced, isPaired: isPaired,
      freeCores: freeCores, control: control, margin: Margin(share: margin, control: control),
      models: models)
  }
}

extension Verdict {
  /// The verdict of a report's word; nil where there is no such word.
  ///
  /// - Parameters:
  ///   - word: As `word` gives it.
  ///   - roundsNeeded: For one that is inconclusive.
  package init?(word: String, roundsNeeded: Int?) {
    let plain: [Verdict] = [.baseline, .faster, .slower, .noDifference, .differenceOfUncertainSize]
    if let verdict = plain.first(where: { $0.word == word }) {
      self = verdict
    } else if word == "inconclusive", let roundsNeeded {
      self = .inconclusive(roundsNeeded: roundsNeeded)
    } else {
      return nil
    }
  }
}
