import Analysis
import TraceModel

/// How far the traced figures can be trusted, in one line.
struct TrustLine {
  var runs: [RunAnalysis]
  /// What tracing cost, as a share of the untraced time; nil when not known.
  var tracerCost: String?
  /// What two equal runs differ by, with its interval; nil where none were made.
  var control: String?
  /// Runs that gave no time; nil where nothing counted them.
  var failedRuns: Int?

  /// What each tier of METHOD section 2 adds, in words.
  private static let tiers = [
    (1, "spans"), (2, "kernel scheduling"), (3, "wake-ups"), (4, "wait reasons"),
  ]

  var items: [String] {
    guard !runs.isEmpty else { return ["no run was traced"] + failures }
    // What only some runs could see is not seen everywhere.
    let seen = runs.map { Set($0.trust.tiers) }.reduce(Set(1...4)) { $0.intersection($1) }
    let known = Self.tiers.filter { seen.contains($0.0) }.map { "\($0.1) yes" }
    let unknown = Self.tiers.first { !seen.contains($0.0) }.map { "\($0.1) no" }
    let lost = runs.reduce(0) { $0 &+ $1.trust.eventsLost }
    let unfinished = runs.reduce(0) { $0 &+ $1.trust.unfinished }
    let unattributed = runs.compactMap(\.trust.unattributedShare).max()
    var items = known + [unknown].compactMap { $0 }
    items += ["\(lost) events lost", "\(unfinished) unfinished"]
    items.append(
      (runs.count > 1 ? "unattributed at most " : "unattributed ")
        + Quantity.percent(unattributed))
    if runs.contains(where: \.hasThrottled) { items.append("throttled estimated") }
    if let tracerCost { items.append("tracer cost \(tracerCost)") }
    if let control { items.append("two equal runs \(control) (A/A)") }
    return items + failures
  }

  private var failures: [String] {
    failedRuns.map { ["\(Quantity.count($0, "run")) failed"] } ?? []
  }

  /// All items as one sentence.
  var sentence: String { "trust: " + items.joined(separator: ", ") + "." }

  func lines(_ style: Style) -> [String] {
    var items = items
    items[0] = "trust: " + items[0]
    return style.wrap(items, separator: ", ", indent: 2, hanging: 7)
  }
}

extension RunAnalysis {
  /// Whether time is put down to the CPU quota, which is always an estimate.
  fileprivate var hasThrottled: Bool {
    [slotLedger, coreLedger, taskLedger].contains { $0[.throttled] != .zero }
  }

  /// What its reader and its analysis noted, and every sum that does not hold.
  var remarks: [String] {
    trust.notes + failedAssertions.map { "this does not hold although it must: \($0)" }
  }
}
