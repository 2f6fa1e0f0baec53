/// What tells a running kernel and its modules from another, or from itself after a restart.
///
/// Its start, the first of its symbols (a kernel puts itself elsewhere each time it starts, and
/// hides that from some users), and where each module lies.
struct KernelIdentity: Equatable {
  private static let firstSymbols = 4096

  let bytes: [UInt8]

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
    for line in modules.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "))
      for place in [0, 1, 5] where place < fields.count { bytes += fields[place] + [0] }
    }
    self.bytes = bytes
  }
}
