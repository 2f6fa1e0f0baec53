/// The kernel's functions, from /proc/kallsyms.
package struct KernelSymbols: Sendable {
  /// A function is not longer.
  private static let reach: UInt64 = 1 << 20

  private let text: [UInt8]
  /// By address; where the name stands in the text.
  private let entries: [(address: UInt64, name: Int32)]

  /// The running kernel's table; nil where the kernel hides its addresses.
  package init?() { self.init(text: KernelSymbolText.running) }

  /// Reads the lines "address type name [module]".
  package init?(text: [UInt8]) {
    var entries: [(address: UInt64, name: Int32)] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if let entry = Self.entry(text, start, end) { entries.append(entry) }
      start = end + 1
    }
    // All are 0 for those who may not see them.
    guard entries.contains(where: { $0.address != 0 }) else { return nil }
    entries.sort { $0.address < $1.address }
    self.text = text
    self.entries = entries
  }

  /// The function at an address; nil where none is near.
  package func name(at address: UInt64) -> String? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0, address - entries[low - 1].address < Self.reach else { return nil }
    let start = Int(entries[low - 1].name)
    return String(decoding: text[start...].prefix { $0 > 32 }, as: UTF8.self)
  }

  private static func entry(
    _ text: [UInt8], _ start: Int, _ end: Int
  ) -> (address: UInt64, name: Int32)? {
    var address: UInt64 = 0
    var at = start
    while at < end, at - start < 16, let digit = digit(text[at]) {
      address = address << 4 | digit
      at += 1
    }
    // " t name"
    guard at > start, at + 3 < end, [84, 116, 87, 119].contains(text[at + 1]) else { return nil }
    return Int32(exactly: at + 3).map { (address, $0) }
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 48...57: UInt64(byte - 48)
    case 97...102: UInt64(byte - 87)
    default: nil
    }
  }
}
