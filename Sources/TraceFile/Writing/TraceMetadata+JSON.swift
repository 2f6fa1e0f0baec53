package import TraceModel

extension TraceMetadata {
  /// The key under which a trace describes itself in `otherData`.
  package static let key = "stretto"

  /// The member of `otherData` (METHOD section 2); members without a value are `null`.
  package func member() -> JSONMember {
    let versions = versions.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }
    let view = view.map { [JSONMember("view", .raw($0))] } ?? []
    return JSONMember(
      TraceMetadata.key,
      .object(
        [
          JSONMember("schema", .string(schema)),
          JSONMember("clock", .string(clock)),
          JSONMember("epoch_ns", .integer(epochNanoseconds)),
          JSONMember("host", .string(host)),
          JSONMember("versions", .object(versions)),
          JSONMember("capabilities", .array(capabilities.map(JSONValue.string))),
          JSONMember("events_lost", .integer(Int64(eventsLost))),
          JSONMember("cut", cut.map(JSONValue.string) ?? .null),
          JSONMember("runs", .array(runs.map(\.json))),
          JSONMember("report", report.map(JSONValue.raw) ?? .null),
        ] + view))
  }

  /// Reads the value of the member.
  ///
  /// Tolerant: what is missing or of another type keeps its default, members
  /// that are not known are passed over, and an unknown schema is kept as it
  /// is, so that the reader of the metadata can say so.
  package init(json: JSONValue) {
    self.init()
    schema = json["schema"]?.text ?? ""
    clock = json["clock"]?.text ?? ""
    epochNanoseconds = json["epoch_ns"]?.integer ?? 0
    host = json["host"]?.text ?? ""
    for member in json["versions"]?.members ?? [] {
      if let version = member.value.text { versions[member.key] = version }
    }
    capabilities = (json["capabilities"]?.elements ?? []).compactMap(\.text)
    eventsLost = (json["events_lost"]?.integer).flatMap { Int(exactly: $0) } ?? 0
    cut = json["cut"]?.text
    runs = (json["runs"]?.elements ?? []).compactMap(TraceRun.init(json:))
    if let report = json["report"], report.members != nil { self.report = report.encoded() }
    if let view = json["view"], view.members != nil { self.view = view.encoded() }
  }
}

extension TraceRun {
  fileprivate var json: JSONValue {
    var members = [
      JSONMember("run", .string(run)),
      JSONMember("model", .string(model.rawValue)),
      JSONMember("round", .integer(Int64(round))),
      JSONMember("pids", .array(processes.map(JSONValue.integer))),
    ]
    if !tellsTasks { members.append(JSONMember("tasks", .string(Self.lives))) }
    return .object(members)
  }

  /// The word of a run whose tasks are lives of threads and processes.
  private static let lives = "lives"

  /// Nil when this is no object.
  fileprivate init?(json: JSONValue) {
    guard json.members != nil else { return nil }
    self.init(
      run: json["run"]?.text ?? "",
      model: ExecutionModel(rawValue: json["model"]?.text ?? ""),
      round: (json["round"]?.integer).flatMap { Int(exactly: $0) } ?? 0,
      processes: (json["pids"]?.elements ?? []).compactMap(\.integer),
      tellsTasks: json["tasks"]?.text != Self.lives)
  }
}
