import Analysis
import ForeignTraces
import Report
import TraceFile
import TraceModel

/// A trace file in our terms with its runs' figures.
struct AnalysedTrace {
  var trace: Trace
  var runs: [RunAnalysis]
  var producer: RecognisedProducer
  /// What the adapter assumed, and what the file cannot tell.
  var notes: [String]

  /// Reads a file and puts it into our terms; the runs are still to be analysed.
  ///
  /// - Throws: `Failure` with status 2 when the file cannot be read.
  init(reading path: String, _ options: ForeignTraceOptions) throws(Failure) {
    do {
      let adapted = adapt(try TraceReader.read(path: path), options: options)
      trace = adapted.trace
      producer = adapted.producer
      notes = adapted.notes
      runs = []
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

  /// Who wrote the trace, and what that leaves open.
  private var provenance: [String] {
    guard !producer.isStretto else { return notes }
    let who = producer.name == "unknown" ? "an unknown tool" : producer.name
    return ["recorded by \(who) (\(producer.evidence))"] + notes
  }

  /// Each run with what decides which others it is compared with.
  func tracedRuns(isBaseline: Bool) -> [TracedRun] {
    runs.map { run in
      TracedRun(
        run, isBaseline: isBaseline, epoch: trace.metadata?.epochNanoseconds ?? 0,
        declaredSlots: declaredSlots(of: run.model), isForeign: !producer.isStretto)
    }
  }

  /// The slots that a run's own event declares; nil where only the trace can tell.
  private func declaredSlots(of model: ExecutionModel) -> Int? {
    trace.details.lazy.compactMap(\.run).first { $0.model == model }?.slots
  }
}
