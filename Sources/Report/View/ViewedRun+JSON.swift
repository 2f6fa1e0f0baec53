import Analysis
import TraceFile
import TraceModel

extension ViewedRun {
  /// An element of `runs` in `stretto.view/1`.
  func json(id: Int) -> JSONValue {
    let states = StateTable(view)
    return .object(
      figures(id: id) + [
        JSONMember("states", .texts(states.words)),
        JSONMember("band", band(states)),
        JSONMember("lanes", .array(view.lanes.map { $0.json(states, view) })),
        JSONMember("lanes_omitted", .count(view.lanesOmitted)),
        JSONMember("path", path(states)),
        JSONMember("path_rows", .array(pathRows.map(\.json))),
        JSONMember("path_note", .string(pathNote)),
        JSONMember("waits", .array(view.waits.map { $0.json(view) })),
      ])
  }

  private func figures(id: Int) -> [JSONMember] {
    [
      JSONMember("id", .count(id)),
      JSONMember("label", .string(label)),
      JSONMember("model", .string(analysis.model.rawValue)),
      JSONMember("file", .count(file)),
      JSONMember("pids", .array(view.processes.map(view.json))),
      JSONMember("start_ns", .time(view.start)),
      JSONMember("makespan_ns", .time(view.makespan)),
      JSONMember("slots", .count(analysis.slots)),
      JSONMember("cores", .count(analysis.cores)),
      JSONMember("cores_known", .bool(analysis.coresAreKnown)),
      JSONMember("tasks", .count(analysis.tasks)),
      JSONMember("slot_ledger", analysis.slotLedger.json),
      JSONMember("efficiency", .optional(analysis.usefulShare)),
    ]
  }

  private func band(_ states: StateTable) -> JSONValue {
    let band = view.band
    let columns = states.bandColumns(band)
    let rows = band.lengths.indices.map { row -> JSONValue in
      let values = band.values[row * band.states.count..<(row + 1) * band.states.count]
      var numbers = Array(repeating: Int64(0), count: states.words.count)
      for (column, value) in zip(columns, values) { numbers[column] = value }
      return .numbers(numbers)
    }
    return .object([
      JSONMember("exact", .bool(band.isExact)),
      JSONMember("t", .numbers(band.lengths)),
      JSONMember("v", .array(rows)),
    ])
  }

  private func path(_ states: StateTable) -> JSONValue {
    guard let path = view.path else { return .null }
    return .object([
      JSONMember("t", .numbers(path.map(\.length))),
      JSONMember("pid", .array(path.map { $0.lane.map { view.json($0.process) } ?? .null })),
      JSONMember("tid", .array(path.map { $0.lane.map { view.json($0.thread) } ?? .null })),
      JSONMember("s", .numbers(path.map { Int64(states[$0.state]) })),
    ])
  }
}

/// The states that a run's view uses, in the order of the vocabulary; "none" last.
struct StateTable {
  let words: [String]
  private var indices: [Bucket: Int] = [:]

  init(_ view: RunView) {
    var used = Set(view.band.states)
    for lane in view.lanes { used.formUnion(lane.states.compactMap { $0 }) }
    used.formUnion((view.path ?? []).map(\.state))
    let sorted = used.sorted()
    for (index, state) in sorted.enumerated() { indices[state] = index }
    words = sorted.map(\.word) + ["none"]
  }

  /// The index of a state; nil is "none".
  subscript(state: Bucket?) -> Int { state.flatMap { indices[$0] } ?? words.count - 1 }

  func bandColumns(_ band: StateBand) -> [Int] { band.states.map { self[$0] } }
}

extension LaneStrip {
  fileprivate func json(_ states: StateTable, _ view: RunView) -> JSONValue {
    .object(
      key.members(view) + [
        JSONMember("name", .string(name)),
        JSONMember("slot", .bool(isSlot)),
        JSONMember("t", .numbers(lengths)),
        JSONMember("s", .numbers(self.states.map { Int64(states[$0]) })),
      ])
  }
}

extension LongWait {
  fileprivate func json(_ view: RunView) -> JSONValue {
    .object(
      [JSONMember("state", .string(state.word))] + key.members(view) + [
        JSONMember("start_ns", .integer(start)),
        JSONMember("dur_ns", .integer(length)),
      ])
  }
}

extension LaneKey {
  fileprivate func members(_ view: RunView) -> [JSONMember] {
    [
      JSONMember("pid", view.json(lane.process)),
      JSONMember("tid", view.json(lane.thread)),
      JSONMember("task", task.map(JSONValue.string) ?? .null),
    ]
  }
}

extension RunView {
  /// A pid or tid as the file has it: a number, or a text.
  fileprivate func json(_ id: Int64) -> JSONValue {
    idTexts[id].map(JSONValue.string) ?? .integer(id)
  }
}

extension JSONValue {
  /// Many numbers as text at once: a value for each would cost far more memory.
  static func numbers(_ numbers: [Int64]) -> JSONValue {
    var text: [UInt8] = [UInt8(ascii: "[")]
    for (place, number) in numbers.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      JSONText.appendInteger(number, to: &text)
    }
    text.append(UInt8(ascii: "]"))
    return .raw(text)
  }
}
