extension ViewerCheck {
  /// Why these traces do not open without a warning, one sentence each; empty when they do.
  ///
  /// Each file is read by gzip, by Python, by Perfetto's engine, by catapult and by DevTools. The
  /// last three must complain of nothing, the first four must count the same spans, async spans,
  /// arrows and counter values, and DevTools, which hides async spans, must show the whole range.
  package static func problems(in traces: [String]) async throws -> [String] {
    let contents = try await content(traces)
    let perfetto = try await perfetto(traces)
    let catapult = try await catapult(traces)
    let devTools = try await devTools(traces)
    return traces.indices.flatMap { index in
      let content = contents[index]
      let found =
        problems(content, perfetto[index]) + problems(content, catapult[index])
        + problems(content, devTools[index])
      let unreadable = content.error.map { ["cannot be read: \($0)"] } ?? []
      return (unreadable + found).map { "\(traces[index]): \($0)" }
    }
  }

  private static func problems(_ content: TraceContent, _ facts: PerfettoFacts) -> [String] {
    if let error = facts.error { return ["Perfetto refuses it: \(error)"] }
    let counts = differences(
      "Perfetto",
      [
        ("slices", content.slices, facts.threadSlices),
        ("async slices", content.asyncSlices, facts.asyncSlices),
        ("flows", content.flows, facts.flows),
        ("counter values", content.counters, facts.counters),
        ("unfinished slices", 0, facts.unfinished),
      ])
    return counts + (facts.stats ?? []).map { "Perfetto counts \($0.value) \($0.name)" }
  }

  private static func problems(_ content: TraceContent, _ facts: CatapultFacts) -> [String] {
    if let error = facts.error { return ["catapult refuses it: \(error)"] }
    let counts = differences(
      "catapult",
      [
        ("slices", content.slices, facts.slices),
        ("async slices", content.asyncSlices, facts.asyncSlices),
        ("flows", content.flows, facts.flows),
        ("counter values", content.counters, facts.counters),
      ])
    return counts + (facts.warnings ?? []).map { "catapult warns (\($0.type)): \($0.message)" }
      + (facts.exceptions ?? []).map { "catapult throws: \($0)" }
  }

  private static func problems(_ content: TraceContent, _ facts: DevToolsFacts) -> [String] {
    let thrown = facts.exceptions.map { "DevTools throws: \($0)" }
    guard let range = facts.range, let shown = microseconds(range) else {
      return thrown + ["DevTools shows \(facts.range ?? "no range")"]
    }
    // The panel prints two decimals of a millisecond.
    guard let extent = content.extent, abs(shown - extent) <= 5.1 + extent / 1e6 else {
      return thrown + ["DevTools shows \(range), but the spans cover \(content.extent ?? 0) µs"]
    }
    return thrown
  }

  private static func differences(
    _ viewer: String, _ counts: [(what: String, expected: Int?, found: Int?)]
  ) -> [String] {
    counts.filter { $0.expected != $0.found }.map {
      "\(viewer) finds \($0.found ?? -1) \($0.what), not \($0.expected ?? -1)"
    }
  }

  /// "4,100.00 ms" as microseconds, or nil for another form.
  static func microseconds(_ range: String) -> Double? {
    let words = range.split { $0.isWhitespace }
    guard words.count == 2, let number = Double(words[0].filter { $0 != "," }) else { return nil }
    switch words[1] {
    case "μs", "µs": return number
    case "ms": return number * 1e3
    case "s": return number * 1e6
    default: return nil
    }
  }
}
