import Comparison
import Report
import Rounds
import Workloads

/// Says how far the rounds are, on a terminal.
actor CompareProgress {
  private let plan: RoundsPlan
  private var line = ProgressLine()
  private var freeCores = ""

  init(plan: RoundsPlan) { self.plan = plan }

  func show(_ event: RoundsEvent) {
    switch event {
    case .roundStarted(_, let free):
      freeCores = free.map { ", \(Quantity.fixed($0.count, 1)) cores free" } ?? ""
    case .armStarted(let arm, let round, let finishedRuns):
      let name = round == 0 ? "warm-up" : "round \(round) of \(plan.rounds)"
      let share = finishedRuns * 100 / max(plan.runCount, 1)
      line.show("\(share) %  \(name): \(arm.label)\(freeCores)")
    case .armFinished, .roundFinished: break
    }
  }

  func clear() { line.clear() }
}
