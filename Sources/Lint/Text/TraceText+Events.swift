extension TraceText {
  /// Reads the object that is next, an event.
  mutating func event(into event: inout EventText) throws(TextFailure) {
    event.clear(at: place)
    isInArguments = false
    defer { isInArguments = false }
    var key = Field()
    try members(&key) { text, key throws(TextFailure) in
      event.members += 1
      switch FieldName(key) {
      case .args?: try text.arguments(into: &event)
      case .id2?: try text.id2(into: &event)
      case let name?: try text.value(into: &event[name])
      case nil: try text.value(into: &key)
      }
    }
  }

  private mutating func arguments(into event: inout EventText) throws(TextFailure) {
    guard try peekPastSpace() == UInt8(ascii: "{") else { return try value(into: &event[.args]) }
    event[.args].clear(.object)
    isInArguments = true
    defer { isInArguments = false }
    var key = Field()
    var scratch = Field()
    try members(&key) { text, key throws(TextFailure) in
      let hash = key.hash
      if key.equals("name") {
        try text.value(into: &event.nameArgument)
        event.addArgument(hash, event.nameArgument)
      } else {
        try text.value(into: &scratch)
        event.addArgument(hash, scratch)
      }
    }
  }

  private mutating func id2(into event: inout EventText) throws(TextFailure) {
    guard try peekPastSpace() == UInt8(ascii: "{") else { return try value(into: &event[.id2]) }
    event[.id2].clear(.object)
    var key = Field()
    try members(&key) { text, key throws(TextFailure) in
      if key.equals("local") {
        try text.value(into: &event.id2Local)
      } else if key.equals("global") {
        try text.value(into: &event.id2Global)
      } else {
        try text.value(into: &key)
      }
    }
  }

  /// After malformed JSON: passes over text up to what looks like the start of another event, or
  /// the end of the list; false at the end of the text.
  mutating func recover() throws(TextFailure) -> Bool {
    // How far "}" "," "{" has been seen, white space aside.
    var seen = 0
    while true {
      let byte: UInt8
      do throws(TextFailure) { byte = try peek() } catch {
        if case .end = error { return false }
        throw error
      }
      switch (byte, seen) {
      case (UInt8(ascii: "{"), 2): return true
      case (UInt8(ascii: "]"), 1): return true
      case (UInt8(ascii: "}"), _): seen = 1
      case (UInt8(ascii: ","), 1): seen = 2
      case (0x20, _), (0x0A, _), (0x0D, _), (0x09, _): break
      default: seen = 0
      }
      skip()
    }
  }
}
