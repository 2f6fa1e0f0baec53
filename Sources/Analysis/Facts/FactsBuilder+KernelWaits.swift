import TraceModel

/// Waits that the kernel told: `args.lane` names whose they are (METHOD section 3).
///
/// What the program says of its wait goes first: a thread that joins another is blocked on a
/// lock for the kernel. Only the wait for the GIL is another thing than what the program says.
extension FactsBuilder {
  mutating func readKernelWait(_ span: Span, of lane: Int32, _ start: Int64, _ end: Int64) {
    guard see(lane, start, end) else { return }
    kernelWaits.append(
      WaitSpan(
        start: clipped(start), end: clipped(end), lane: lane, reason: reason(span.name)))
  }

  /// Adds the kernel's waits to those of the program, once these are known.
  mutating func addKernelWaits() {
    guard !kernelWaits.isEmpty else { return }
    let waits = facts.waits
    var told = Grouped(waits.count, owners: facts.lanes.count) { waits[$0].lane }
    told.order { (waits[$0].start, $0) < (waits[$1].start, $1) }
    let kernel = kernelWaits
    kernelWaits = []
    var grouped = Grouped(kernel.count, owners: facts.lanes.count) { kernel[$0].lane }
    grouped.order { (kernel[$0].start, $0) < (kernel[$1].start, $1) }
    for lane in facts.lanes.indices {
      var next = told.range(lane).lowerBound
      var covered = Int64.min
      for place in grouped.range(lane) {
        let wait = kernel[grouped[place]]
        while next < told.range(lane).upperBound, waits[told[next]].start <= wait.start {
          covered = max(covered, waits[told[next]].end)
          next += 1
        }
        if covered <= wait.start || wait.reason == .gil { facts.waits.append(wait) }
      }
    }
  }
}
