/// The names of a file: each is written once, in numbered pieces.
struct RingTexts {
  private struct Text {
    var parts: Int
    var pieces: [Int: [UInt8]] = [:]
  }

  /// No agent writes more names than this.
  private static let most = 100_000

  private var texts: [UInt32: Text] = [:]
  /// Names that were asked for: tasks by the thousand have the same one.
  private var made: [UInt32: String] = [:]

  /// Takes a piece; false when it fits nothing.
  mutating func add(_ record: RingBytes) -> Bool {
    let id = record.number(0, as: UInt32.self)
    let part = Int(record.number(4, as: UInt8.self))
    let parts = Int(record.number(5, as: UInt8.self))
    let count = Int(record.number(6, as: UInt8.self))
    guard part < parts, count <= RingLayout.textBytes, texts.count < Self.most else { return false }
    texts[id, default: Text(parts: parts)].pieces[part] = Array(record.slice(7, count))
    return true
  }

  /// The whole name; nil for 0, which is none, and where nothing of it is there.
  mutating func known(_ id: UInt32) -> String? {
    let text = id == 0 ? "" : self.text(id)
    return text.isEmpty ? nil : text
  }

  /// The whole name, or what there is of it; empty when there is none.
  mutating func text(_ id: UInt32) -> String {
    if let known = made[id] { return known }
    guard let text = texts[id] else { return "" }
    var bytes: [UInt8] = []
    for part in 0..<text.parts { bytes += text.pieces[part] ?? [] }
    let name = String(decoding: bytes, as: UTF8.self)
    made[id] = name
    return name
  }
}
