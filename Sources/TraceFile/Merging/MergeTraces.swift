package import TraceModel

/// Merges traces, one run each, into one file that shows them side by side in
/// every Chrome viewer.
///
/// Every run becomes a group of processes, named "threads ×4", and its window
/// starts at 1 µs. Changed are only numbers that would clash: pids (the first
/// run's are 1000, 1001, …, every further run starts at the next thousand),
/// the ids of arrows (one fresh number for each name, category and id of a
/// run), plain and global async ids (they become local to their process),
/// tids that no viewer can hold, `args.lane`, and times. Everything else, the
/// program's own arguments included, is written as it stood.
///
/// `metadata` is written with the runs' pids, and with the losses and cuts of
/// the files added. Each file is read twice; in memory is one run's trace.
///
/// - Parameters:
///   - inputs: The files, and how each run is called.
///   - path: Where the merged trace is written.
///   - overwriting: Whether a file that is there may be replaced.
///   - metadata: What the merged trace says of itself.
///   - view: Makes the `stretto.view/1` object of the merged trace, which needs its numbers; nil
///     leaves out what `metadata` has none of.
/// - Returns: What was merged and left out.
/// - Throws: `TraceFileError` when a file cannot be read or the output cannot
///   be written; the output then does not exist, or is as it was.
@discardableResult
package func mergeTraces(
  _ inputs: [(path: String, run: MergeRun)], to path: String, overwriting: Bool = false,
  metadata: TraceMetadata = TraceMetadata(), view: ([MergedRun]) -> [UInt8]? = { _ in nil }
) throws(TraceFileError) -> MergeSummary {
  var summary = MergeSummary()
  try writeTrace(to: path, overwriting: overwriting) { writer throws(TraceFileError) in
    var metadata = metadata
    var numbers = MergeNumbers()
    var merged: [MergedRun] = []
    for (input, run) in inputs {
      let plan = try MergePlan(path: input, run: run, &numbers)
      summary.runs.append(plan.traceRun)
      merged.append(MergedRun(plan))
      metadata.eventsLost += plan.eventsLost
      if let cut = plan.cut {
        summary.cut += 1
        metadata.cut = metadata.cut ?? "\(run.name): \(cut)"
      }
      try writer.append(plan.names(counting: &summary))
      try plan.copyEvents(path: input, to: &writer, &numbers, &summary)
    }
    metadata.runs = summary.runs
    metadata.view = view(merged) ?? metadata.view
    return [metadata.member()]
  }
  return summary
}

/// What became of one run's numbers in a merged file.
package struct MergedRun: Sendable {
  /// The run with the pids it has now.
  package let run: TraceRun
  /// What was added to its times.
  package let shift: Nanoseconds
  private let plan: MergePlan

  init(_ plan: MergePlan) {
    self.plan = plan
    run = plan.traceRun
    shift = plan.shift
  }

  /// The numbers that a lane of the run's own file has in the merged one; nil when there is no such
  /// process.
  package func lane(_ id: LaneID) -> LaneID? { plan.lane(id) }
}

/// The numbers that must be fresh over all runs of a merged file.
struct MergeNumbers {
  private var nextProcess: Int64 = 0
  private var lastFlow: UInt64 = 0

  /// The first pid of the next run: the next thousand.
  mutating func startRun() {
    nextProcess = (nextProcess + 999) / 1000 * 1000
    if nextProcess == 0 { nextProcess = 1000 }
  }

  mutating func process() -> Int64 {
    defer { nextProcess += 1 }
    return nextProcess
  }

  mutating func flow() -> UInt64 {
    lastFlow += 1
    return lastFlow
  }
}
