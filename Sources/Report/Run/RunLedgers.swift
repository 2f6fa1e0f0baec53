import Analysis
import TraceModel

/// The ledgers of one run, each one exactly full.
struct RunLedgers {
  struct Entry {
    /// "slots (4 x 2.08 s, % of 8.32 s)".
    var title: String
    /// "work 48.1": tenths of percents that add up to 100.
    var items: [String]
  }

  let ledgers: [Entry]

  init(_ run: RunAnalysis) {
    let wall = Quantity.duration(run.makespan)
    let estimated = run.coreEstimated ? ", estimated" : ""
    ledgers = [
      Self.entry("slots", "\(run.slots) x \(wall)", run.slotLedger),
      Self.entry(
        "cores", "\(run.coresAreKnown ? "" : "at least ")\(run.cores) x \(wall)\(estimated)",
        run.coreLedger),
      Self.entry("tasks", "from submission to result", run.taskLedger),
      run.criticalPath.flatMap { Self.entry("critical path", "of \(wall)", $0) },
    ].compactMap { $0 }
  }

  private static func entry(_ name: String, _ capacity: String, _ ledger: Ledger) -> Entry? {
    guard ledger.total.count > 0 else { return nil }
    let parts = ledger.nonZero.sorted {
      (-$0.time.count, $0.bucket) < (-$1.time.count, $1.bucket)
    }
    let units = roundedShares(parts.map { Double($0.time.count) }, units: 1_000)
    let items = zip(parts, units).filter { $0.1 > 0 }
      .map { "\($0.0.bucket.label) \($0.1 / 10).\($0.1 % 10)" }
    let whole = name == "critical path" ? "" : " of \(Quantity.duration(ledger.total))"
    return Entry(title: "\(name) (\(capacity), %\(whole))", items: items)
  }
}
