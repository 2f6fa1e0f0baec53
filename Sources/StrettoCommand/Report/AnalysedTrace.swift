import Analysis
import ForeignTraces
import Report
import TraceFile
import TraceModel

/// A trace file in our terms with its runs' figures.
struct AnalysedTrace {
  /// The trace in our terms, with what the adapter assumed.
  let adapted: AdaptedTrace
  var runs: [RunAnalysis] = []

  var trace: Trace { adapted.trace }

  /// Reads a file and puts it into our terms; the runs are still to be analysed.
  ///
  /// - Throws: `Failure` with status 2 when the file cannot be read.
  init(reading path: String, _ options: ForeignTraceOptions) throws(Failure) {
    do {
      adapted = adapt(try TraceReader.read(path: path), options: options)
    } catch {
      throw Failure("\(error)")
    }
  }

  /// The runs' figures, with the adapter's notes, measured against a baseline or for themselves.
  ///
  /// - Throws: `Failure` with status 2 when the trace is too large to be added up.
  func analysed(against baseline: RunAnalysis?) throws(Failure) -> [RunAnalysis] {
    do {
      return try analyse(trace, baseline: baseline).map { run in
        var run = run
        run.trust.notes = provenance + run.trust.notes
        return run
      }
    } catch {
      throw Failure("\(error)")
    }
  }

  /// Whether another tool wrote the trace.
  var isForeign: Bool { !adapted.producer.isStretto }

  /// Who wrote the trace, and what that leaves open.
  private var provenance: [String] {
    guard isForeign else { return adapted.notes }
    let name = adapted.producer.name
    let who = name == "unknown" ? "an unknown tool" : name
    return ["recorded by \(who) (\(adapted.producer.evidence))"] + adapted.notes
  }

  /// What the comparison that wrote the trace measured, where it sealed its report into it.
  var sealedVerdicts: String? {
    trace.metadata?.report.flatMap { SealedComparison($0) }?.sentence
  }

  /// Each run with what decides which others it is compared with.
  func tracedRuns(isBaseline: Bool) -> [TracedRun] {
    runs.map { run in
      TracedRun(
        run, isBaseline: isBaseline, epoch: trace.metadata?.epochNanoseconds ?? 0,
        declaredSlots: declaredSlots(of: run.model), isForeign: isForeign)
    }
  }

  /// The slots that a run's own event declares; nil where only the trace can tell.
  private func declaredSlots(of model: ExecutionModel) -> Int? {
    trace.details.lazy.compactMap(\.run).first { $0.model == model }?.slots
  }
}
