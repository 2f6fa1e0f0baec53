import Analysis
import TraceFile
import TraceModel

extension ViewWords {
  /// The words that a comparison sealed into the trace it wrote.
  ///
  /// They are those that it printed, from all its rounds; what the file's own runs tell is less.
  ///
  /// - Parameters:
  ///   - json: A `stretto.view/1` object from a trace: untrusted.
  ///   - runs: The file's runs, in their order.
  ///
  /// Nil where it is none, or is about other runs.
  init?(sealed json: JSONValue, runs: [RunAnalysis]) {
    guard json["schema"]?.text == ViewDocument.schema, let sealed = json["runs"]?.elements,
      sealed.count == runs.count,
      zip(sealed, runs).allSatisfy({ $0["model"]?.text == $1.model.rawValue }),
      zip(sealed, runs).allSatisfy({ $0["makespan_ns"]?.integer == $1.makespan.count }),
      let table = json["table"]?.elements, table.count <= 256
    else { return nil }
    heading = json.texts("heading")
    verdicts = (json["verdicts"]?.elements ?? []).prefix(256).compactMap {
      Verdict($0, runs: runs.count)
    }
    recommendation = json.words("recommendation")
    headline = json.words("headline")
    resource = json["resource"]?.text.flatMap(Bounds.Resource.init)
    ideal = json["ideal"]?.double.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    columnsNote = json.words("columns_note")
    predictions = json.texts("predictions")
    trust = json.words("trust")
    notes = json.texts("notes")
    self.table = table.compactMap { ViewRow($0, runs: runs.count) }
    guard self.table.count == table.count else { return nil }
  }
}

extension ViewWords.Verdict {
  fileprivate init?(_ json: JSONValue, runs: Int) {
    guard let tone = json["tone"]?.text.flatMap(ViewWords.Tone.init) else { return nil }
    self.init(text: json.words("text"), tone: tone, run: json.run(below: runs))
  }
}

extension ViewRow {
  fileprivate init?(_ json: JSONValue, runs: Int) {
    guard let label = json["label"]?.text, let parts = json["parts"]?.elements,
      parts.count <= 64
    else { return nil }
    run = json.run(below: runs)
    self.label = sanitised(label, columns: 60)
    detail = json.words("detail")
    wall = json["wall_ns"]?.integer.map { Nanoseconds($0) }
    speedup = json["speedup"]?.double
    speedupText = json.words("speedup_text")
    isBaseline = json["baseline"]?.truth ?? false
    concurrency = json.words("concurrency")
    progress = json.words("progress")
    efficiency = json["efficiency"]?.double
    efficiencyText = json.words("efficiency_text")
    reason = json["reason"].flatMap(Reason.init)
    self.parts = parts.compactMap(Part.init)
    guard self.parts.count == parts.count,
      self.parts.isEmpty || self.parts.reduce(0, { $0 + $1.percent }) == 100
    else { return nil }
  }
}

extension ViewRow.Reason {
  fileprivate init?(_ json: JSONValue) {
    guard let state = json["state"]?.text, json["text"] != nil else { return nil }
    self.init(state: sanitised(state), text: json.words("text"))
  }
}

extension ViewRow.Part {
  fileprivate init?(_ json: JSONValue) {
    guard let state = json["state"]?.text, let useful = json["useful"]?.truth,
      let percent = json["percent"]?.integer, (-10_000...10_000).contains(percent)
    else { return nil }
    self.init(
      state: sanitised(state), label: json.words("label"), isUseful: useful, percent: Int(percent),
      time: Nanoseconds(json["ns"]?.integer ?? 0))
  }
}

extension JSONValue {
  /// A member's text, made harmless; empty where there is none.
  fileprivate func words(_ key: String) -> String {
    let text = self[key]?.text ?? ""
    return text.isEmpty ? "" : sanitised(text, columns: 4_000)
  }

  fileprivate func texts(_ key: String) -> [String] {
    (self[key]?.elements ?? []).prefix(256).compactMap {
      $0.text.map { sanitised($0, columns: 4_000) }
    }
  }

  /// The run that a sentence or row is about.
  fileprivate func run(below count: Int) -> Int? {
    self["run"]?.integer.flatMap { $0 >= 0 && $0 < Int64(count) ? Int($0) : nil }
  }
}
