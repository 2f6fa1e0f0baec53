package import Analysis
import Prediction
import TraceModel

/// What a run would gain if the spans of one name were faster, a line per run.
///
/// - Parameters:
///   - name: The spans' name, or a task's key; it was given to `analyse(_:baseline:marking:)`.
///   - share: How much faster: 0.2 makes them a fifth shorter.
///   - runs: Analysed with that name marked.
///   - style: How wide a line may be.
/// - Returns: Lines; for a run that cannot be replayed or has no such span they say so.
package func virtualSpeedupLines(
  of name: String, by share: Double, in runs: [RunAnalysis], style: Style = Style()
) -> [String] {
  let title = "if \"\(sanitised(name))\" were \(Quantity.percent(share, decimals: 0)) faster"
  return runs.flatMap { run in
    style.wrapProse(
      "\(sanitised(run.model.rawValue)), \(title): \(outcome(run, share)).", indent: 2, hanging: 2)
  }
}

private func outcome(_ run: RunAnalysis, _ share: Double) -> String {
  guard let demands = run.demands, demands.obstacle == nil else {
    return "not known, its tasks cannot be replayed"
  }
  guard let speedup = VirtualSpeedup(demands, by: share) else {
    return "no task has such a span"
  }
  let length = (Double(run.makespan.count) * (1 - speedup.gain)).rounded()
  let after = Quantity.duration(Nanoseconds(Int64(exactly: length) ?? Int64.max))
  let path = speedup.firstOrder.map { "; \(Quantity.percent($0)) by the critical path alone" } ?? ""
  return "\(after) instead of \(Quantity.duration(run.makespan)), "
    + "\(Quantity.percent(speedup.gain)) less by replay\(path)"
}
