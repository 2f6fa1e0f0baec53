/// What kind of event a `ph` says.
enum Phase: Hashable {
  case complete
  case begin
  case end
  case instant
  case counter
  case asyncBegin
  case asyncInstant
  case asyncEnd
  /// S, p and F.
  case oldAsync
  case flowStart
  case flowStep
  case flowEnd
  case metadata
  /// T.
  case state
  /// Objects, samples, contexts, memory dumps, clocks and marks.
  case other

  init?(_ letter: UInt8) {
    switch letter {
    case UInt8(ascii: "X"): self = .complete
    case UInt8(ascii: "B"): self = .begin
    case UInt8(ascii: "E"): self = .end
    case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "R"): self = .instant
    case UInt8(ascii: "C"): self = .counter
    case UInt8(ascii: "b"): self = .asyncBegin
    case UInt8(ascii: "n"): self = .asyncInstant
    case UInt8(ascii: "e"): self = .asyncEnd
    case UInt8(ascii: "S"), UInt8(ascii: "p"), UInt8(ascii: "F"): self = .oldAsync
    case UInt8(ascii: "s"): self = .flowStart
    case UInt8(ascii: "t"): self = .flowStep
    case UInt8(ascii: "f"): self = .flowEnd
    case UInt8(ascii: "M"): self = .metadata
    case UInt8(ascii: "T"): self = .state
    case UInt8(ascii: "N"), UInt8(ascii: "O"), UInt8(ascii: "D"), UInt8(ascii: "P"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "a"), UInt8(ascii: "V"),
      UInt8(ascii: "v"), UInt8(ascii: "c"):
      self = .other
    default: return nil
    }
  }

  var isForChromeOnly: Bool { self == .oldAsync || self == .other }

  /// chrome://tracing asks these for an id, or for an id2 with local or global.
  var hasScopedID: Bool {
    switch self {
    case .asyncBegin, .asyncInstant, .asyncEnd, .oldAsync: true
    default: false
    }
  }
}
