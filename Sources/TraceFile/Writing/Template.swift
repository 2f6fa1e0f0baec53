import TraceModel

/// The phase letter of an event: `ph`.
enum EventPhase: UInt8 {
  case complete = 0x58  // X
  case asyncBegin = 0x62  // b
  case asyncEnd = 0x65  // e
  case flowStart = 0x73  // s
  case flowEnd = 0x66  // f
  case instant = 0x69  // i
  case counter = 0x43  // C
  case metadata = 0x4D  // M

  /// Members that all events of the phase share.
  var constants: StaticString {
    switch self {
    case .flowEnd: ",\"bp\":\"e\""
    case .instant: ",\"s\":\"t\""
    default: ""
    }
  }
}

/// The head of a line: what depends on phase, lane, name and category only, up
/// to the time.
enum Template {
  /// Stands between two events: one event a line, the comma at the line's end.
  static let separator: StaticString = ",\n"

  /// `,\n{"ph":"X","pid":1,"tid":2,"cat":"task","name":"compute","ts":`; without
  /// `cat` where the category is empty, and without `ts` for metadata.
  static func text(
    _ phase: EventPhase, _ lane: LaneID, _ name: String, _ category: String
  ) -> [UInt8] {
    var text: [UInt8] = []
    JSONText.append(separator, to: &text)
    JSONText.append("{\"ph\":\"", to: &text)
    text.append(phase.rawValue)
    JSONText.append("\",\"pid\":", to: &text)
    JSONText.appendInteger(lane.process, to: &text)
    JSONText.append(",\"tid\":", to: &text)
    JSONText.appendInteger(lane.thread, to: &text)
    if !category.isEmpty {
      JSONText.append(",\"cat\":", to: &text)
      JSONText.appendQuoted(category, to: &text)
    }
    JSONText.append(",\"name\":", to: &text)
    JSONText.appendQuoted(name, to: &text)
    JSONText.append(phase.constants, to: &text)
    if phase != .metadata { JSONText.append(",\"ts\":", to: &text) }
    return text
  }
}
