extension KernelSymbols {
  /// The functions of lines "address type name [module]"; nil where addresses are hidden.
  ///
  /// Those that come and go while the kernel runs, programs of BPF and trampolines, are among
  /// them.
  package init?(text: [UInt8]) {
    var entries: [(address: UInt64, name: Range<Int>)] = []
    entries.reserveCapacity(text.count / 40)
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if let entry = Self.entry(text, start, end) { entries.append(entry) }
      start = end + 1
    }
    // All are 0 for those who may not see them.
    guard entries.contains(where: { $0.address != 0 }) else { return nil }
    entries.sort { $0.address < $1.address }
    var names: [UInt8] = []
    var nameStarts: [UInt32] = [0]
    names.reserveCapacity(text.count / 2)
    nameStarts.reserveCapacity(entries.count + 1)
    for entry in entries {
      names += text[entry.name]
      nameStarts.append(UInt32(clamping: names.count))
    }
    self.init(starts: entries.map(\.address), nameStarts: nameStarts, names: names)
  }

  private static func entry(
    _ text: [UInt8], _ start: Int, _ end: Int
  ) -> (address: UInt64, name: Range<Int>)? {
    var address: UInt64 = 0
    var at = start
    while at < end, at - start < 16, let digit = digit(text[at]) {
      address = address << 4 | digit
      at += 1
    }
    // " t name"
    guard at > start, at + 3 < end, [84, 116, 87, 119].contains(text[at + 1]) else { return nil }
    let name = at + 3
    let length = text[name..<end].prefix { $0 > 32 }.count
    return (address, name..<name + length)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 48...57: UInt64(byte - 48)
    case 97...102: UInt64(byte - 87)
    default: nil
    }
  }
}
