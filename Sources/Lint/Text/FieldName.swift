/// The fields of an event that viewers read; everything else is passed over.
enum FieldName: Int, CaseIterable {
  case ph, name, cat, ts, dur, pid, tid, id, id2, s, bp, sf, esf, stack, estack, cname
  case bindID, flowIn, flowOut, args

  private var key: StaticString {
    switch self {
    case .ph: "ph"
    case .name: "name"
    case .cat: "cat"
    case .ts: "ts"
    case .dur: "dur"
    case .pid: "pid"
    case .tid: "tid"
    case .id: "id"
    case .id2: "id2"
    case .s: "s"
    case .bp: "bp"
    case .sf: "sf"
    case .esf: "esf"
    case .stack: "stack"
    case .estack: "estack"
    case .cname: "cname"
    case .bindID: "bind_id"
    case .flowIn: "flow_in"
    case .flowOut: "flow_out"
    case .args: "args"
    }
  }

  private static let byKey: [UInt64: FieldName] = Dictionary(
    uniqueKeysWithValues: allCases.map { (packed($0.key.description.utf8), $0) })

  /// The field of that key, which no key beyond eight bytes is.
  init?(_ key: Field) {
    guard key.length <= 8, let name = FieldName.byKey[FieldName.packed(key.text)] else {
      return nil
    }
    self = name
  }

  private static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
