/// `otherData.stretto`: what a trace says of itself (METHOD section 2).
package struct TraceMetadata: Hashable, Sendable {
  /// The schema this project writes.
  package static let currentSchema = "stretto.trace/1"

  package var schema = TraceMetadata.currentSchema
  package var clock = "CLOCK_MONOTONIC"
  /// CLOCK_REALTIME at the trace's origin.
  package var epochNanoseconds: Int64 = 0
  package var host = ""
  /// Program versions by name ("stretto", "swift", "kernel", …).
  package var versions: [String: String] = [:]
  /// What the recording could see ("spans", "cpu-time", "sched", …).
  package var capabilities: [String] = []
  package var eventsLost = 0
  /// Why the trace ends early, or nil when it is whole.
  package var cut: String?
  package var runs: [TraceRun] = []
  /// A `stretto.report/1` object as JSON text, or nil.
  package var report: [UInt8]?
  /// A `stretto.view/1` object as JSON text, or nil: what the page shows of the file without
  /// another analysis.
  package var view: [UInt8]?

  package init() {}
}

/// One run among those a file holds; it owns the processes listed.
package struct TraceRun: Hashable, Sendable {
  package var run: String
  package var model: ExecutionModel
  package var round: Int
  package var processes: [Int64]
  /// Whether its tasks are the program's own; else the lives of threads and processes stand for
  /// tasks that nothing told of.
  package var tellsTasks: Bool

  package init(
    run: String, model: ExecutionModel, round: Int = 0, processes: [Int64], tellsTasks: Bool = true
  ) {
    self.run = run
    self.model = model
    self.round = round
    self.processes = processes
    self.tellsTasks = tellsTasks
  }
}
