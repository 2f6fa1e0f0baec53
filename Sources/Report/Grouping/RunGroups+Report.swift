import Analysis
import Comparison
import TraceModel

extension RunGroups {
  /// The report of single runs: where nothing was repeated.
  package var singleRuns: RunReport {
    let shown = runs.indices.filter { !leftOut.contains($0) }
    let baseline = hasBaseline ? groups[0].runs.first : nil
    var report = RunReport(
      runs: shown.map { runs[$0].analysis }, baseline: baseline.flatMap(shown.firstIndex),
      notes: notes + leftOutNotes, names: shown.map(singleName))
    report.lead = measured
    return report
  }

  /// A run's own name; nil where its model and width will do.
  private func singleName(of index: Int) -> String? {
    guard let group = groups.first(where: { $0.runs.contains(index) }) else { return nil }
    let run = runs[index]
    let plain = [run.analysis.model.rawValue, run.analysis.model.label(slots: run.analysis.slots)]
    if plain.contains(group.name) { return nil }
    return group.name
  }

  /// The comparison of repeated runs; their times are those of the traced runs.
  package var comparison: ComparisonReport {
    let pairing = pairing
    var options = WorkloadComparison.Options()
    options.timing = .traced
    options.isPaired = pairing.isPaired
    let first = groups[0].runs.first.map { runs[$0].analysis }
    return ComparisonReport(
      workload: nil, tasks: first?.tasks ?? 0, cores: first?.cores ?? 0,
      comparison: WorkloadComparison(rounds(pairing), options: options),
      models: groups.map { group in
        ModelRuns(model: group.name, runs: whole(group).map { runs[$0].analysis })
      }, notes: notes(pairing))
  }

  /// The times by round; unpaired, a round is nothing but a place in the order.
  private func rounds(_ pairing: RoundPairing) -> RoundSet {
    var set = RoundSet(models: groups.map(\.name), baseline: groups[0].name)
    let numbers = Set(groups.flatMap { counted($0).map { runs[$0].analysis.round } }).sorted()
    for group in groups {
      for (place, index) in counted(group).enumerated() {
        let run = runs[index].analysis
        let round = pairing.isPaired ? numbers.firstIndex(of: run.round) ?? place : place
        while set.rounds.count <= round { set.rounds.append(Round()) }
        set.rounds[round].add(run, group.name)
      }
      guard let warmUp = warmUp(group) else { continue }
      var round = set.warmUp ?? Round()
      round.add(runs[warmUp].analysis, group.name)
      set.warmUp = round
    }
    return set
  }

  private func notes(_ pairing: RoundPairing) -> [String] {
    var notes = notes + leftOutNotes
    if let obstacle = pairing.obstacle { notes.append("not paired because \(obstacle).") }
    let all = groups.flatMap { $0.runs.map { runs[$0].analysis } }
    if Set(all.map(\.cores)).count > 1, all.allSatisfy(\.coresAreKnown) {
      notes.append("the runs had different numbers of cores; the shares are of each run's own.")
    }
    if runs.contains(where: \.isForeign) {
      notes.append(
        "traces of another tool: what recording cost, and whether the runs did the same work, "
          + "the files do not say.")
    }
    return notes
  }

  private var leftOutNotes: [String] {
    guard !leftOut.isEmpty else { return [] }
    return [
      "the baseline's file holds \(Quantity.count(leftOut.count, "more run")) of other models, "
        + "left out here."
    ]
  }
}

extension Round {
  /// A run without a time, or whose end was not recorded, cannot be compared: it counts as failed.
  fileprivate mutating func add(_ run: RunAnalysis, _ model: String) {
    outcomes[Arm(model: model, kind: .traced)] =
      run.makespan.count > 0 && !run.trust.isCut
      ? .finished(wallNanoseconds: run.makespan.count)
      : .failed(reason: "its run has no length or no end")
  }
}
