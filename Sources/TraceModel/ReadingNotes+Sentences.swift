extension ReadingNotes {
  /// What of the file was lost or mended in reading, one clause each; none for a whole file.
  package var sentences: [String] {
    var sentences: [String] = []
    if let truncation {
      sentences.append(
        "the file is cut at byte \(truncation.byteOffset) of its text (\(truncation.reason)): "
          + "what came later is missing")
    }
    let counts = [
      (malformed, "event", "could not be read and", "left out"),
      (missingDurations, "span", "without a duration", "taken to last to the end"),
      (unmatchedEnds, "end", "without a begin", "left out"),
      (unmatchedFlows, "arrow", "with one end only", "left out"),
      (unreadableArguments, "argument", "of the wrong kind", "left out"),
      (repairedTexts, "text", "with bytes that are no UTF-8", "mended"),
      (cutTexts, "text", "too long to keep whole", "cut"),
    ]
    for (count, what, how, fate) in counts where count > 0 {
      let (plural, verb) = count == 1 ? ("", "was") : ("s", "were")
      sentences.append("\(count) \(what)\(plural) \(how) \(verb) \(fate)")
    }
    if members > 1 {
      sentences.append("the file has \(members) gzip members: most viewers show the first only")
    }
    if ignoredBytes > 0 {
      sentences.append("\(ignoredBytes) bytes after or between the trace's parts were passed over")
    }
    return sentences
  }
}
