import TraceModel

extension TraceBuilder {
  /// Matches what waits for partners and hands the trace over.
  consuming func finish(_ scanner: borrowing EventScanner) -> Trace {
    matchSpans()
    matchAsyncSpans()
    matchFlows()
    closeEndlessSpans()
    dropFinishedRunMarkers()
    trace.names = scanner.names.names
    trace.names.index()
    trace.lanes = lanes.lanes
    trace.processNames.merge(lanes.processNames) { named, _ in named }
    trace.producerHints = scanner.hints.members
    trace.notes.bytes = scanner.text.source.produced
    trace.notes.events = scanner.events
    trace.notes.malformed += scanner.malformed
    trace.notes.repairedTexts =
      scanner.names.repaired + scanner.ids.repaired + scanner.text.repairedEscapes
    trace.notes.cutTexts = scanner.text.cutTexts
    trace.notes.members = scanner.text.source.members
    trace.notes.ignoredBytes = scanner.ignoredBytes
    trace.notes.truncation = scanner.truncation
    return trace
  }

  /// An `i` event of category `run` matters only where the run's end is missing.
  ///
  /// A run of another name around it is not its own: a recorder's around the program's.
  private mutating func dropFinishedRunMarkers() {
    guard trace.instants.contains(where: { $0.category == .run }) else { return }
    let runs = trace.spans.indices.filter { trace.spans.category(at: $0) == .run }
      .map { trace.spans[$0] }
    trace.instants.removeAll { instant in
      instant.category == .run
        && runs.contains {
          $0.lane == instant.lane && $0.name == instant.name && $0.start <= instant.time
            && instant.time <= $0.end
        }
    }
  }
}
