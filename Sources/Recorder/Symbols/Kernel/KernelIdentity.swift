/// What tells a running kernel and its modules from another, or from itself after a restart.
///
/// Its start, the first of its symbols, and where each module lies.
struct KernelIdentity: Equatable {
  private static let firstSymbols = 4096

  let bytes: [UInt8]
  /// Where each module lies: its code, and about as much as it has data behind that.
  let modules: [Range<UInt64>]

  /// The running kernel's; nil where it does not tell, or has too many modules to compare.
  static func running() -> KernelIdentity? {
    guard let start = KernelFile.contents("/proc/sys/kernel/random/boot_id"), !start.isEmpty,
      let symbols = KernelFile.contents("/proc/kallsyms", first: firstSymbols)
    else { return nil }
    let modules = KernelFile.contents("/proc/modules") ?? []
    guard modules.count < KernelFile.largest else { return nil }
    return KernelIdentity(start: start, symbols: symbols, modules: modules)
  }

  /// - Parameters:
  ///   - start: What is another each time the machine is started.
  ///   - symbols: The first lines of the kernel's symbols.
  ///   - modules: Lines "name size users dependencies state address"; how many use a module does
  ///     not matter.
  init(start: [UInt8], symbols: [UInt8], modules: [UInt8]) {
    var bytes = start + symbols
    var ranges: [Range<UInt64>] = []
    for line in modules.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "))
      for place in [0, 1, 5] where place < fields.count { bytes += fields[place] + [0] }
      guard fields.count > 5, let size = UInt64(String(decoding: fields[1], as: UTF8.self)),
        let start = UInt64(String(decoding: fields[5].dropFirst(2), as: UTF8.self), radix: 16)
      else { continue }
      let (end, isTooFar) = start.addingReportingOverflow(size)
      if start > 0, !isTooFar { ranges.append(start..<end) }
    }
    self.bytes = bytes
    self.modules = ranges
  }
}
