import TraceFile

/// What a comparison measured, as it sealed it into the trace it wrote.
///
/// The runs in such a file are one of each model, traced; the measured speedups
/// are of the untraced rounds, and stand only in the sealed report.
package struct SealedComparison: Hashable, Sendable {
  /// "Measured untraced in 12 rounds by the comparison that this file comes from: threads …".
  package let sentence: String

  /// The most models that are told.
  private static let mostModels = 12

  /// Reads a `stretto.report/1` document; nil where it holds no comparison with a verdict.
  ///
  /// - Parameter report: JSON text from a trace: untrusted.
  package init?(_ report: [UInt8]) {
    guard let document = try? JSONValue(parsing: report, maximumDepth: 24),
      document["schema"]?.text == ReportJSON.schema,
      let comparison = document["comparison"], comparison["timing"]?.text != "traced",
      let models = comparison["models"]?.elements
    else { return nil }
    let verdicts = models.prefix(Self.mostModels).compactMap(Self.verdict)
    guard !verdicts.isEmpty else { return nil }
    let rounds =
      comparison["rounds"]?.integer.map { " in \(Quantity.count(Int($0), "round"))" } ?? ""
    sentence =
      "Measured untraced\(rounds) by the comparison that this file comes from: "
      + verdicts.joined(separator: ", ") + "."
  }

  /// "threads faster, 1.95x (1.94-1.97)"; nil for the baseline and what was not measured.
  private static func verdict(_ model: JSONValue) -> String? {
    guard let name = model["model"]?.text, let verdict = model["verdict"]?.text,
      verdict != "baseline", let speedup = model["speedup"]?.double
    else { return nil }
    var interval = ""
    if let low = model["speedup_low"]?.double, let high = model["speedup_high"]?.double {
      interval = " (\(Quantity.ratio(low))-\(Quantity.ratio(high)))"
    }
    return "\(sanitised(name, columns: 24)) \(sanitised(verdict, columns: 28)), "
      + "\(Quantity.ratio(speedup))x\(interval)"
  }
}
