/// Bytes that follow from a seed: response bodies and payloads to compress.
package enum SeededBytes {
  /// Text-like bytes: words drawn from a dictionary of 512, so that deflate finds matches
  /// but has to look for them.
  package static func make(count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    let words = (0..<512).map { _ in generator.next() & 0x1F1F_1F1F_1F1F_1F1F | lettersBase }
    return [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
      while filled < buffer.count {
        let choice = generator.next()
        var word = words[Int(choice & 511)]
        let length = min(2 + Int((choice >> 9) & 7), buffer.count - filled)
        for _ in 0..<min(length, 8) {
          buffer[filled] = UInt8(truncatingIfNeeded: word)
          word >>= 8
          filled += 1
        }
      }
    }
  }

  private static let lettersBase: UInt64 = 0x6060_6060_6060_6060
}

/// FNV-1a over bytes, 64 bits: order matters, every byte counts.
package enum Checksum {
  package static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
