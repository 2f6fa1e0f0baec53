/// Metadata events: M.
extension Rule {
  static let metadata = [metadataNoArguments, unknownMetadata, processLabels, sortIndex]

  static let metadataNoArguments = Rule(
    "metadata-no-args", .error, [.chrome, .devtools],
    "A name, label or sort index has no args: chrome://tracing loses the whole file, for names "
      + "DevTools too.",
    "Write \"args\":{\"name\":\"…\"}, or leave the event out.")
  static let unknownMetadata = Rule(
    "unknown-metadata", .note, [.perfetto, .chrome, .devtools],
    "No viewer knows this metadata; chrome://tracing warns.",
    "Put it into otherData.")
  static let processLabels = Rule(
    "process-labels", .note, [.perfetto, .devtools],
    "Only chrome://tracing shows process_labels.",
    "Put what matters into process_name.")
  static let sortIndex = Rule(
    "sort-index", .note, [.perfetto, .devtools],
    "Perfetto before v53 and DevTools keep an order of their own.",
    "Rely on names, not on an order.")
}

/// What this check itself could not look at.
extension Rule {
  static let limits = [limitReached, tooDeep]

  static let limitReached = Rule(
    "limit-reached", .note, Viewer.allCases,
    "The trace is larger than what this check keeps in memory: it stopped looking for overlaps, "
      + "unmatched ends or unbound arrows beyond this place.",
    "Check a part of the trace.")
  static let tooDeep = Rule(
    "too-deep", .warning, Viewer.allCases,
    "A value nests deeper than 1024 levels: this check does not look at the rest, and parsers may "
      + "refuse it.",
    "Write flat args.")
}
