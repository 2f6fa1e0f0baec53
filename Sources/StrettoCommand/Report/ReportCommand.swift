import ArgumentParser
import Report

/// `stretto report TRACE…`: the speedup report of recorded traces.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print the speedup report of one or more traces, or what changed between two.",
    discussion: """
      Reads Chrome trace JSON, compressed or not, whole or cut, ours or another tool's. The runs \
      are compared with the traces given as --baseline, or with the sequential runs among them. \
      Repeated runs of one model are grouped: runs that were recorded in common rounds are \
      compared round by round, others each with each; from six runs of each on there is an \
      interval and a verdict.

      Examples:
        stretto report threads.json.gz
        stretto report --baseline sequential.json.gz threads.json.gz processes.json.gz
        stretto report stretto-count-*/rounds/*.json.gz
        stretto report --diff before.json.gz after.json.gz
        stretto report --fail-below efficiency=0.7 --format markdown threads.json.gz
        stretto report --format html --output report.html stretto-count-*/comparison.json.gz
        stretto report --lane process --task-category 'name:*.o' build.json
      """)

  @Argument(help: ArgumentHelp("The trace files.", valueName: "trace"))
  var traces: [String]

  @Option(
    help: ArgumentHelp(
      "A trace of the sequential (or earlier) run that the others are compared with; may be "
        + "given again for each repetition.",
      valueName: "trace"))
  var baseline: [String] = []

  @Flag(help: "Print what changed between two traces of one workload.")
  var diff = false

  @Flag(help: "Take all traces of another tool as repeated runs of one program.")
  var repeats = false

  @OptionGroup var foreign: ForeignOption
  @OptionGroup var whatIf: WhatIfOption
  @OptionGroup var threshold: ThresholdOption
  @OptionGroup var form: ReportFormatOption
  @OptionGroup var output: OutputOption

  func run() throws {
    let thresholds = try threshold.thresholds()
    let question = try whatIf.question(in: form.format)
    guard let words = form.format.words else { return try writePage() }
    let session = ReportSession(
      options: try foreign.options(), areRepeats: repeats, marking: question?.name)
    if diff { return try printDiff(session, words) }
    let groups = try session.groups(baselines: baseline, paths: traces)
    if groups.hasRepeats {
      guard question == nil else {
        throw Failure("--what-if is answered for single runs: give one trace of each model")
      }
      let report = groups.comparison
      try output.write(words.render(report), keeping: inputs)
      try Failure.throwIfBelow(thresholds.flatMap(report.failure))
    } else {
      let report = groups.singleRuns
      let answer = question?.answer(report.runs, width: StandardStreams.width) ?? ""
      try output.write(words.render(report) + answer, keeping: inputs)
      try Failure.throwIfBelow(thresholds.flatMap(report.failure))
    }
  }

  private var inputs: [String] { baseline + traces }

  private func printDiff(_ session: ReportSession, _ words: WordsFormat) throws {
    guard traces.count == 2, baseline.isEmpty else {
      throw Failure("--diff compares two traces: stretto report --diff BEFORE AFTER")
    }
    guard whatIf.whatIf == nil else {
      throw Failure("--what-if asks about one recording: it does not go with --diff")
    }
    guard threshold.failBelow == nil else {
      throw Failure("--fail-below holds a run against thresholds: it does not go with --diff")
    }
    let report = try session.diff(traces[0], traces[1])
    try output.write(words.render(report), keeping: inputs)
    guard !report.diffs.isEmpty else {
      throw Failure("no run of the first trace has a partner in the second: nothing to compare")
    }
    let broken = report.diffs.flatMap(\.failures)
    guard broken.isEmpty else {
      throw Failure("sums do not hold although they must: \(broken.joined(separator: "; "))")
    }
  }
}
