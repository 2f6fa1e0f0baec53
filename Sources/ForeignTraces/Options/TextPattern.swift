/// A text in which `*` stands for any characters and `?` for one byte; the whole must match.
///
/// Matching goes back to the last star only, so that it costs at most length
/// times length: 256 bytes of pattern against the first 4096 bytes of a text.
package struct TextPattern: Hashable, Sendable {
  /// The longest pattern accepted, in bytes.
  package static let longest = 256
  /// How much of a text is looked at, in bytes; a longer one matches by this part.
  static let lookedAt = 4096

  package let text: String
  private let bytes: [UInt8]

  /// Reads an option's text.
  ///
  /// - Throws: `ForeignOptionError` for a text that is empty, too long or not printable.
  package init(parsing text: String, option: String) throws(ForeignOptionError) {
    if text.isEmpty {
      throw ForeignOptionError(
        description: "\(option) needs a pattern, such as 'worker-*'; it was given an empty text.")
    }
    if text.utf8.count > Self.longest {
      throw ForeignOptionError(
        description: "The pattern of \(option) has \(text.utf8.count) bytes; use at most"
          + " \(Self.longest), with * for what varies.")
    }
    if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw ForeignOptionError(
        description: "The pattern of \(option) holds a control character; use * for what it hides.")
    }
    self.init(text)
  }

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  package func matches(_ candidate: String) -> Bool {
    let candidate = Array(candidate.utf8.prefix(Self.lookedAt))
    var (place, next) = (0, 0)
    var star: (place: Int, next: Int)?
    while next < candidate.count {
      if place < bytes.count, bytes[place] == UInt8(ascii: "*") {
        star = (place, next)
        place += 1
      } else if place < bytes.count,
        bytes[place] == candidate[next] || bytes[place] == UInt8(ascii: "?")
      {
        place += 1
        next += 1
      } else if let last = star {
        place = last.place + 1
        next = last.next + 1
        star = (last.place, next)
      } else {
        return false
      }
    }
    return bytes[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
