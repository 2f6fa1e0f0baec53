import TraceModel

/// What the object form of a trace says beside its events: see `Trace.producerHints`.
struct ProducerHints {
  static let longestText = 512

  private(set) var members: [String: String] = [:]

  var isFull: Bool { members.count >= Trace.maximumProducerHints }

  mutating func add(_ key: String, _ value: String) {
    guard !isFull, key.utf8.count <= ProducerHints.longestText else { return }
    members[key] = value
  }

  /// Adds a scalar as it stands in the file, a string without its quotes.
  mutating func add(_ key: String, json: [UInt8]) {
    guard json.first == UInt8(ascii: "\"") else {
      return add(key, String(decoding: json, as: UTF8.self))
    }
    if case .string(let text)? = try? JSONValue(parsing: json) { add(key, text) }
  }
}

/// Passing over what is beside the events, with an eye on who wrote it.
///
/// Judges nothing that `TextReader.skipValue` would not.
extension EventScanner {
  /// Passes over the value of a top-level member; notes its scalars.
  mutating func skipValue(of key: String, _ first: UInt8) throws(ScanFailure) {
    guard first == UInt8(ascii: "{") else { return try skipMember(key, first) }
    hints.add(key, "{}")
    text.position += 1
    var isKey = true
    while true {
      switch try text.peekPastSpace() {
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        text.position += 1
        return
      case UInt8(ascii: "{"), UInt8(ascii: "["): try text.skipValue()
      case UInt8(ascii: "\"") where isKey && !hints.isFull:
        isKey = false
        try skipMember(under: key)
      case UInt8(ascii: "\""): try text.skipString()
      case UInt8(ascii: ","):
        text.position += 1
        isKey = true
      default: text.position += 1
      }
    }
  }

  private mutating func skipMember(under parent: String) throws(ScanFailure) {
    let place = try text.string()
    let key = text.withText(at: place) { $0.string }
    guard try text.peekPastSpace() == UInt8(ascii: ":") else { return }
    text.position += 1
    let first = try text.peekPastSpace()
    // No value here: nothing that is passed over is judged.
    if TextReader.endsScalar(first), first != UInt8(ascii: "\""), first | 0x20 != UInt8(ascii: "{")
    {
      return
    }
    try skipMember("\(parent).\(key)", first)
  }

  /// Passes over a value and notes it where it is a scalar.
  mutating func skipMember(_ key: String, _ first: UInt8) throws(ScanFailure) {
    switch first {
    case UInt8(ascii: "{"):
      hints.add(key, "{}")
      try text.skipValue()
    case UInt8(ascii: "["):
      hints.add(key, "[]")
      try text.skipValue()
    default:
      guard !hints.isFull else {
        try text.skipValue()
        return
      }
      text.startRecording(limit: ProducerHints.longestText)
      try text.skipValue()
      if let json = text.endRecording() { hints.add(key, json: json) }
    }
  }
}
