/// A text as programs are given it: bytes that end in 0, whatever their encoding.
package struct ProgramText: Hashable, Sendable {
  /// The bytes with the final 0, and no other.
  package let bytes: [CChar]

  package init(_ text: String) { bytes = Array(text.utf8CString.prefix { $0 != 0 }) + [0] }

  /// Takes the bytes up to the first 0.
  package init(bytes: some Sequence<CChar>) { self.bytes = bytes.prefix { $0 != 0 } + [0] }

  /// As text; bytes that are no UTF-8 are shown as U+FFFD.
  package var text: String {
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// The variables a program gets, in their order and byte for byte.
package struct ProgramEnvironment: Sendable {
  /// Each "NAME=value".
  package var entries: [ProgramText]

  package init(entries: [ProgramText]) { self.entries = entries }

  package init(_ variables: [String: String]) {
    entries = variables.sorted { $0.key < $1.key }.map { ProgramText("\($0.key)=\($0.value)") }
  }

  /// The value of a variable; of two of one name the first counts, as for getenv.
  package subscript(name: String) -> String? {
    let start = name + "="
    return entries.lazy.map(\.text).first { $0.hasPrefix(start) }
      .map { String($0.dropFirst(start.count)) }
  }

  /// The same with some variables set: each where it stood, new ones last.
  package func setting(_ variables: [String: String]) -> ProgramEnvironment {
    var left = variables
    var result = entries.map { entry in
      let name = String(entry.text.prefix { $0 != "=" })
      guard let value = left.removeValue(forKey: name) else { return entry }
      return ProgramText("\(name)=\(value)")
    }
    result += left.sorted { $0.key < $1.key }.map { ProgramText("\($0.key)=\($0.value)") }
    return ProgramEnvironment(entries: result)
  }
}
