import Analysis
import ForeignTraces
import Report
import TraceModel

/// Reads the traces of a report, and analyses each against its baseline.
struct ReportSession {
  var options: ForeignTraceOptions
  /// Whether traces of other tools repeat one another.
  var areRepeats: Bool
  /// The spans whose time the demands tell apart; nil for none.
  var marking: String?

  /// The traces while they are needed for a second analysis.
  ///
  /// Beyond so many events a trace is read again rather than kept: many large files would not fit.
  /// One alone is kept whatever its size: its analysis needed more.
  private static let mostEventsKept = 4_000_000

  /// One file of the command line.
  struct File {
    var path: String
    var isBaseline: Bool
    var trace: AnalysedTrace?
    /// The places of its runs among all.
    var runs: Range<Int>
  }

  /// Reads and analyses; a file given as the baseline and again counts once.
  ///
  /// - Parameters:
  ///   - baselines: The files of `--baseline`.
  ///   - paths: The others.
  /// - Returns: The runs, each against its baseline.
  /// - Throws: `Failure` with status 2 when a file cannot be used.
  func groups(baselines: [String], paths: [String]) throws(Failure) -> RunGroups {
    try read(baselines: baselines, paths: paths).groups
  }

  /// The same, with the files and as many of their traces as may be kept.
  func read(
    baselines: [String], paths: [String]
  ) throws(Failure) -> (groups: RunGroups, files: [File]) {
    var files: [File] = []
    var runs: [TracedRun] = []
    var kept = 0
    var notes: [String] = []
    var measured: [String] = []
    let all =
      baselines.map { ($0, true) } + paths.filter { !baselines.contains($0) }.map { ($0, false) }
    for (path, isBaseline) in all {
      var trace = try AnalysedTrace(reading: path, options)
      trace.runs = try trace.analysed(
        against: knownBaseline(runs, isBaseline, baselines.count), marking: marking)
      if baselines.count == 1, !isBaseline, let first = files.first?.trace {
        notes +=
          trace.adapted.partsDifference(from: first.adapted).map {
            ["\(trace.trace.name) against the baseline: \($0)."]
          } ?? []
      }
      measured += [trace.sealedVerdicts].compactMap { $0 }
      let found = trace.tracedRuns(isBaseline: isBaseline)
      let places = runs.count..<runs.count + found.count
      runs += found
      let events = trace.trace.spans.count + trace.trace.asyncSpans.count
      let isKept = all.count == 1 || kept + events <= Self.mostEventsKept
      kept += isKept ? events : 0
      files.append(
        File(path: path, isBaseline: isBaseline, trace: isKept ? trace : nil, runs: places))
    }
    do {
      var groups = try RunGroups(runs, areRepeats: areRepeats)
      groups.notes = notes
      groups.measured = measured
      try compare(&groups, files, skipping: baselines.count == 1)
      return (groups, files)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)")
    }
  }

  /// The one run of the one baseline file, so that the others need only one analysis.
  private func knownBaseline(
    _ runs: [TracedRun], _ isBaseline: Bool, _ files: Int
  ) -> RunAnalysis? {
    guard files == 1, !isBaseline else { return nil }
    let given = runs.filter(\.isBaseline)
    return given.count == 1 ? given[0].analysis : nil
  }

  /// Analyses each file again that has a run with a baseline.
  private func compare(
    _ groups: inout RunGroups, _ files: [File], skipping isKnown: Bool
  ) throws {
    let single = isKnown && groups.runs.count(where: \.isBaseline) == 1
    for file in files where !single {
      let wanted = file.runs.compactMap { index in
        groups.baseline(of: index).map { (index: index, baseline: $0) }
      }
      guard !wanted.isEmpty else { continue }
      let trace = try file.trace ?? AnalysedTrace(reading: file.path, options)
      var analysed: [RunAnalysis: [RunAnalysis]] = [:]
      for (index, baseline) in wanted {
        let runs =
          try analysed[baseline]
          ?? trace.analysed(against: baseline, marking: marking)
        analysed[baseline] = runs
        groups.replace(index, with: runs[index - file.runs.lowerBound])
      }
    }
  }

  /// What changed between two traces.
  ///
  /// - Throws: `Failure` with status 2 when a file cannot be used.
  func diff(_ before: String, _ after: String) throws(Failure) -> DiffReport {
    let sides = (try side(before), try side(after))
    do {
      var report = try DiffReport(
        before: (sides.0.0.trace, sides.0.1), after: (sides.1.0.trace, sides.1.1))
      let part = sides.1.0.adapted.partsDifference(from: sides.0.0.adapted)
      for index in report.diffs.indices { report.diffs[index].part = part }
      return report
    } catch {
      throw Failure("\(error)")
    }
  }

  private func side(_ path: String) throws(Failure) -> (AnalysedTrace, [RunAnalysis]) {
    let trace = try AnalysedTrace(reading: path, options)
    return (trace, try trace.analysed(against: nil))
  }
}
