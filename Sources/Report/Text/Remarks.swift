extension Style {
  /// Sentences below a report, each as "note: …", equal ones once.
  ///
  /// A sentence may quote a trace, so it is sanitised like a name.
  func notes(_ sentences: [String]) -> [String] {
    var seen: Set<String> = []
    return sentences.filter { !$0.isEmpty && seen.insert($0).inserted }
      .flatMap { wrapProse("note: " + sanitised($0, columns: 400), indent: 2, hanging: 6) }
  }
}
