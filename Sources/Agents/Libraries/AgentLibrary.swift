/// A shared library that this program carries, for programs that are recorded to load.
package struct AgentLibrary: Sendable {
  /// Its file's name.
  package let name: String
  private let words: [UInt64]

  /// Loaded by `LD_PRELOAD`: tells of a Python's interpreter lock (`Sources/Agents/C/Preload`).
  package static let preload = AgentLibrary(name: "stretto-preload.so", words: preloadWords)

  /// Loaded by the Python agent: its ring in C (`Sources/Agents/C/Extension`).
  package static let native = AgentLibrary(name: "native.extension", words: extensionWords)

  /// The file's content, padded with zeros to a multiple of eight bytes.
  package var bytes: [UInt8] {
    words.flatMap { word in
      stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }
}
