/// Callchains as the kernel gives them: innermost address first, parted by marks.
enum Callchain {
  /// Marks stand where no address can be (PERF_CONTEXT_MAX).
  private static let firstMark = UInt64(bitPattern: -4095)
  private static let kernelMark = UInt64(bitPattern: -128)
  private static let userMark = UInt64(bitPattern: -512)

  /// An address of a chain.
  struct Entry: Hashable, Sendable {
    var address: UInt64
    var isKernel: Bool
    /// Whether it is where control will return to: the call stands just before.
    var isReturn: Bool

    /// An address inside the instruction that ran, or that called.
    var inside: UInt64 { isReturn ? address &- 1 : address }
  }

  /// The entries, innermost first; what belongs to a guest or a hypervisor is left out.
  static func entries(_ chain: [UInt64]) -> [Entry] {
    var entries: [Entry] = []
    var isKernel: Bool?
    var isFirst = true
    for value in chain {
      if value >= firstMark {
        isKernel = value == kernelMark ? true : value == userMark ? false : nil
        isFirst = true
      } else if let isKernel {
        entries.append(Entry(address: value, isKernel: isKernel, isReturn: !isFirst))
        isFirst = false
      }
    }
    return entries
  }
}
