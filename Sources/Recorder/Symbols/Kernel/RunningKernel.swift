import CPerf

/// The running kernel's functions, read at most once in the life of this process.
enum RunningKernel {
  private static let cache = KernelSymbolCache.ofUser()
  /// What an earlier recording kept since the machine was started.
  private static let kept = isVisible ? cache?.load() : nil
  private static let isVisible = stretto_sees_kernel_addresses() != 0

  private static let fresh: KernelSymbols? = {
    guard isVisible, let symbols = KernelSymbols(text: KernelSymbolText.read()) else { return nil }
    if kept == nil { cache?.store(symbols) }
    return symbols
  }()

  /// All functions; nil where the kernel hides its addresses.
  ///
  /// Costs 2 ms of CPU time, and 70 the first time since the machine was started or where
  /// nothing can be kept.
  static let functions: KernelSymbols? = kept ?? fresh

  /// The functions that these addresses may lie in.
  ///
  /// The kernel's own text and the modules that it had are where they were; what is elsewhere,
  /// such as a program of BPF, may have come since the table was kept.
  static func functions(at addresses: [UInt64]) -> KernelSymbols? {
    guard let kept else { return fresh }
    let ranges = [kept.ownText] + (cache?.kernel.modules ?? [])
    let isOld = addresses.allSatisfy { address in ranges.contains { $0.contains(address) } }
    return isOld ? kept : fresh
  }
}

extension KernelSymbols {
  /// Where the code of the kernel itself lies, without that of modules; empty where that is
  /// not known.
  fileprivate var ownText: Range<UInt64> {
    let ends = ranges(of: ["_stext", "_etext"].map { Array($0.utf8) })
    guard let start = ends[0]?.start, let end = ends[1]?.start, start <= end else { return 0..<0 }
    return start..<end
  }
}
