import Statistics

extension WorkloadComparison {
  /// Compares every model with the baseline, round by round.
  ///
  /// A run that failed or is missing takes its pair out, never the whole round;
  /// it is counted. O(rounds² · models).
  package init(_ set: RoundSet, options: Options = Options()) {
    baseline = set.baseline
    rounds = set.rounds.count
    timing = options.timing
    isPaired = options.isPaired
    freeCores = Sample(set.rounds.compactMap(\.freeCores))
    let control = RatioEstimate(
      rounds: set.rounds, level: options.level,
      numerator: { $0.wall(set.baseline, .untraced) },
      denominator: { $0.wall(set.baseline, .control) })
    self.control = control
    let margin = Margin(share: options.margin, control: control)
    self.margin = margin
    models = set.models.map {
      ModelComparison($0, in: set, margin: margin, options: options)
    }
    markExploratory(level: 1 - options.level)
  }

  /// Marks the verdicts that Holm's procedure over all models does not carry.
  private mutating func markExploratory(level: Double) {
    let judged = models.indices.filter { !models[$0].isBaseline && models[$0].verdict != nil }
    guard judged.count > 1 else { return }
    let probabilities = judged.map { index -> Double in
      guard let verdict = models[index].verdict, let speedup = models[index].speedup else {
        return 1
      }
      return margin.probability(of: verdict, in: speedup)
    }
    for (index, stands) in zip(judged, holm(probabilities, level: level)) {
      models[index].isExploratory = !stands && models[index].verdict?.isClaim == true
    }
  }
}

extension ModelComparison {
  fileprivate init(
    _ model: String, in set: RoundSet, margin: Margin, options: WorkloadComparison.Options
  ) {
    self.model = model
    isBaseline = model == set.baseline
    let walls = set.walls(model, options.timing)
    wall = WallTimes(walls)
    coldNanoseconds = set.warmUp?.wall(model, options.timing)
    failedRuns = set.rounds.reduce(0) { count, round in
      count + [.untraced, .traced, .control].count { round.hasFailed(model, $0) }
    }
    drift = Drift(walls: walls)
    outliers = Outlier.flagged(in: set.rounds, model: model, timing: options.timing)
    tracerCost = RatioEstimate(
      rounds: set.rounds, level: options.level,
      numerator: { $0.wall(model, .traced) }, denominator: { $0.wall(model, .untraced) })
    speedup = .speedup(of: model, in: set, set.rounds, options)
    guard !isBaseline else {
      verdict = .baseline
      return
    }
    restrict(to: options, set)
    guard let speedup, let interval = speedup.logInterval else { return }
    verdict = margin.verdict(on: interval, rounds: speedup.rounds)
    minimumDetectableEffect = speedup.detectableEffect
  }

  /// Estimates the speedup again from the rounds in which enough cores were free.
  private mutating func restrict(to options: WorkloadComparison.Options, _ set: RoundSet) {
    let measured = set.rounds.filter { $0.freeCores != nil }
    guard let minimum = options.minimumFreeCores, options.isPaired,
      let all = RatioEstimate.speedup(of: model, in: set, measured, options)
    else { return }
    let free = measured.filter { ($0.freeCores ?? 0) >= minimum }
    restricted = RestrictedSpeedup(
      minimumFreeCores: minimum, allRounds: all.rounds,
      speedup: .speedup(of: model, in: set, free, options))
  }
}

extension RatioEstimate {
  /// The baseline's time over a model's, in some of a set's rounds.
  fileprivate static func speedup(
    of model: String, in set: RoundSet, _ rounds: [Round], _ options: WorkloadComparison.Options
  ) -> RatioEstimate? {
    let baseline = set.baseline
    let timing = options.timing
    guard options.isPaired else {
      return RatioEstimate(
        unpaired: rounds.compactMap { $0.wall(baseline, timing) },
        by: rounds.compactMap { $0.wall(model, timing) }, level: options.level)
    }
    return RatioEstimate(
      rounds: rounds, level: options.level, numerator: { $0.wall(baseline, timing) },
      denominator: { $0.wall(model, timing) })
  }
}

extension Outlier {
  /// The rounds whose time of a model lies outside the others'.
  fileprivate static func flagged(
    in rounds: [Round], model: String, timing: Arm.Kind
  ) -> [Outlier] {
    let walls = rounds.map { $0.wall(model, timing) }
    guard let sample = Sample(walls.compactMap { $0 }.map(Double.init)) else { return [] }
    return walls.enumerated().compactMap { round, wall in
      guard let wall, let severity = sample.severity(of: Double(wall)) else { return nil }
      return Outlier(round: round, wallNanoseconds: wall, severity: severity)
    }
  }
}
