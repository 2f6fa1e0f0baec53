import TraceModel

extension EventScanner {
  /// Reads the object `otherData`, whose brace is next: our own member, and
  /// with `keepsRawText` all others, as raw text.
  mutating func readOtherData() throws(ScanFailure) {
    text.position += 1
    openObject()
    while true {
      switch try text.peekPastSpace() {
      case UInt8(ascii: ","): takeComma()
      case UInt8(ascii: "}"):
        takeEnd()
        return
      case UInt8(ascii: "\""):
        noteValue()
        let place = try text.string()
        let key = text.withText(at: place) { $0.string }
        try text.expect(UInt8(ascii: ":"))
        let first = try text.peekPastSpace()
        guard keepsRawText || key == TraceMetadata.key else {
          try skipMember("otherData.\(key)", first)
          continue
        }
        text.startRecording(limit: options.maximumRawBytes - otherDataBytes)
        try text.skipValue()
        if let raw = text.endRecording(), otherData.count < 1024 {
          otherDataBytes += raw.count
          otherData.append(RawMember(key: key, text: raw))
        } else {
          text.cutTexts += 1
        }
      default: throw .damaged
      }
    }
  }
}
