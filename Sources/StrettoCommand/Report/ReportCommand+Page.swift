import ViewServer

extension ReportCommand {
  /// Writes the viewer's page as one file.
  ///
  /// What can be refused is refused before anything is analysed, and all is analysed before
  /// anything is written.
  ///
  /// - Throws: `Failure` with status 2 for traces that cannot be used or shown, and what writing
  ///   the result throws.
  func writePage() throws {
    guard !diff else { throw Failure("--diff has no page: choose text, markdown or json") }
    guard threshold.failBelow == nil else {
      throw Failure("--fail-below goes with text, markdown or json: the page passes no judgement")
    }
    guard !output.isTerminal else {
      throw Failure("a page is not for a terminal: name a file with --output report.html")
    }
    // The order in which the analysis counts the files.
    let others = traces.filter { !baseline.contains($0) }
    let options = try foreign.options()
    let page: SingleFilePage
    do {
      page = try SingleFilePage(traces: baseline + others)
    } catch {
      throw Failure("\(error)")
    }
    let analysis = try ViewData.make(
      baselines: baseline, traces: others, options: options, areRepeats: repeats)
    try output.write(keeping: baseline + traces) { write in
      do {
        try page.write(analysis: analysis, to: write)
      } catch let error as ViewServerError {
        throw Failure("\(error)")
      }
    }
  }
}
