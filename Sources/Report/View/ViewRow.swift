import Analysis
import TraceModel

/// A row of the table, its bar in whole percents as printed.
struct ViewRow: Sendable {
  struct Part: Sendable {
    /// A state's word, "inflation" or "other".
    var state: String
    var label: String
    var isUseful: Bool
    var percent: Int
    var time: Nanoseconds
  }

  struct Reason: Sendable {
    var state: String
    var text: String
  }

  /// The run that stands for the row; nil where none was traced.
  var run: Int?
  var label: String
  var detail: String
  var wall: Nanoseconds?
  var speedup: Double?
  var speedupText: String
  var isBaseline: Bool
  var concurrency = "-"
  var progress = "-"
  var efficiency: Double?
  var efficiencyText = "-"
  /// The largest loss in a sentence.
  var reason: Reason?
  var parts: [Part] = []

  /// Averages the shares of a row's traced runs; the times are the caller's.
  init(
    _ runs: ModelRuns, label: String, of resource: Bounds.Resource?, wall: Nanoseconds?,
    speedup: Double?, speedupText: String, isBaseline: Bool
  ) {
    (self.label, detail) = Self.parted(label, slots: runs.representativeRun?.slots)
    self.wall = wall
    self.speedup = speedup
    self.speedupText = speedupText
    self.isBaseline = isBaseline
    let (cells, _) = SpeedupTable.cells(runs, of: resource)
    (concurrency, progress, efficiencyText) = (cells[0].text, cells[1].text, cells[2].text)
    guard let resource, let shares = CapacityShares(runs, of: resource) else { return }
    efficiency = shares.useful
    let whole = runs.representativeRun?.ledger(of: resource)?.total ?? .zero
    parts = shares.items().map { item in
      let share = item.part.flatMap { shares.shares[$0] } ?? Double(item.units) / 100
      return Part(
        state: item.part?.word ?? "other", label: item.label,
        isUseful: item.part?.isUseful ?? false, percent: item.units,
        time: nearest(share * Double(whole.count)))
    }
    reason = Self.reason(shares, runs, of: resource)
  }

  /// "threads x4" in two: what it is, and how wide.
  private static func parted(_ label: String, slots: Int?) -> (String, String) {
    guard let slots, label.hasSuffix(" x\(slots)") else { return (label, "") }
    return (String(label.dropLast(" x\(slots)".count)), "x\(slots)")
  }

  /// The largest loss of 2 % or more; nil where nothing is lost.
  private static func reason(
    _ shares: CapacityShares, _ runs: ModelRuns, of resource: Bounds.Resource
  ) -> Reason? {
    for item in shares.items() where item.units >= 2 {
      guard let part = item.part, !part.isUseful else { continue }
      return Reason(
        state: part.word,
        text: "loses \(item.units) % to \(part.noun): \(part.meaning(in: runs.runs, of: resource))")
    }
    return nil
  }
}

extension CapacityShares.Part {
  /// The part as the object of "loses 37 % to …".
  fileprivate var noun: String {
    switch self {
    case .loss(.gil): "the GIL"
    case .loss(.loop): "the loop"
    case .loss(.runq): "the run queue"
    case .loss(.throttled): "the CPU quota"
    case .loss(.coord): "its coordinator"
    case .loss(.lock): "locks"
    case .loss(.io): "I/O"
    case .loss(.serial): "serial time"
    case .loss(.tail): "the tail"
    case .loss(.unattributed): "unattributed waiting"
    default: label
    }
  }
}

/// The nearest whole nanosecond; zero where it is not finite.
private func nearest(_ value: Double) -> Nanoseconds {
  Nanoseconds(Int64(exactly: value.rounded()) ?? 0)
}
