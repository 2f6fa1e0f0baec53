import Analysis
import ForeignTraces
import Report
import TraceFile
import TraceModel

/// A trace file in our terms with its runs' figures.
struct AnalysedTrace {
  /// The trace in our terms, with what the adapter assumed.
  private(set) var adapted: AdaptedTrace
  var runs: [RunAnalysis] = []

  var trace: Trace { adapted.trace }

  /// Reads a file and puts it into our terms; the runs are still to be analysed.
  ///
  /// - Throws: `Failure` with status 2 when the file cannot be read, holds no
  ///   events, or nothing that the options ask for.
  init(reading path: String, _ options: ForeignTraceOptions) throws(Failure) {
    do {
      adapted = adapt(try TraceReader.read(path: path), options: options)
    } catch {
      throw Failure("\(error)")
    }
    let name = sanitised(path, columns: 200)
    guard trace.holdsEvents else {
      throw Failure("\(name): the trace holds no event with a time; there is nothing to report")
    }
    guard !options.isDefault else { return }
    if !isForeign {
      adapted.notes.append(
        "the trace says itself what its lanes and tasks are: --lane and --task-category are not used"
      )
    } else if adapted.tasks == 0 {
      throw Failure(
        "\(name): no span fits --lane and --task-category; leave them out to see what the file's "
          + "own rule counts")
    }
  }

  /// The runs' figures, with the adapter's notes, measured against a baseline or for themselves.
  ///
  /// - Parameters:
  ///   - baseline: What the runs are measured against; nil for none.
  ///   - marking: The name of spans whose time the demands tell apart.
  /// - Returns: One analysis per run of the trace.
  /// - Throws: `Failure` with status 2 when the trace is too large to be added up.
  func analysed(
    against baseline: RunAnalysis?, marking: String? = nil
  ) throws(Failure) -> [RunAnalysis] {
    do {
      return try analyse(trace, baseline: baseline, marking: marking).map { run in
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
        declaredSlots: declaredSlots(of: run), isForeign: isForeign)
    }
  }

  /// The slots that the events of the run's model declare; nil where only the trace can tell.
  ///
  /// Where they differ from run to run, the run's own number.
  private func declaredSlots(of run: RunAnalysis) -> Int? {
    let declared = Set(
      trace.details.lazy.compactMap(\.run).filter { $0.model == run.model }.map(\.slots))
    return declared.count > 1 ? run.slots : declared.first ?? nil
  }
}

extension Trace {
  /// Whether anything in it has a time.
  fileprivate var holdsEvents: Bool {
    !spans.isEmpty || !asyncSpans.isEmpty || !instants.isEmpty || !flows.isEmpty
  }
}
