import ArgumentParser

/// `--format` of `stretto report`: words, or the viewer's page.
struct ReportFormatOption: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json, html

    /// The words' format; nil for the page.
    var words: WordsFormat? { WordsFormat(rawValue: rawValue) }
  }

  @Option(
    help: ArgumentHelp(
      "text, markdown (for a pull request), json (with a documented schema), or html: the page of "
        + "stretto view with the traces inside, as one file."))
  var format = Format.text
}
