import CPerf

/// Where the kernel's functions lie in which threads block.
///
/// Sorted ranges of addresses; a chain is looked through from its innermost address
/// on, and the first function that is known says what the thread waits for.
package struct KernelFunctions: Sendable {
  /// A function's addresses, and what is waited for in it.
  struct Range: Sendable {
    var start: UInt64
    var end: UInt64
    var call: BlockingCall
  }

  /// Marks in a chain where another part of it begins (PERF_CONTEXT_MAX and above).
  private static let firstMark = UInt64.max - 4095

  private let starts: [UInt64]
  private let ranges: [Range]
  /// Where the first two arguments of a system call stand among the registers.
  let argumentPlaces: (Int, Int)

  init(_ ranges: [Range], argumentPlaces: (Int, Int) = (1, 0)) {
    self.ranges = ranges.sorted { $0.start < $1.start }
    starts = self.ranges.map(\.start)
    self.argumentPlaces = argumentPlaces
  }

  /// Whether nothing can be told.
  var isEmpty: Bool { ranges.isEmpty }

  /// Those of the running kernel; none where it hides its addresses.
  static func running() -> KernelFunctions {
    let calls = KernelFunctionNames.calls
    let places = (Int(stretto_blocking_argument(0)), Int(stretto_blocking_argument(1)))
    let found = RunningKernel.functions?.ranges(of: calls.keys.map { Array($0.utf8) }) ?? []
    let ranges = zip(calls.values, found).compactMap { call, range in
      range.map { Range(start: $0.start, end: $0.end, call: call) }
    }
    return KernelFunctions(ranges, argumentPlaces: places)
  }

  /// What a thread with this chain waits for.
  func call(of fields: RecordFields, from offset: Int, count: Int) -> BlockingCall {
    var isDisk = false
    for index in 0..<count {
      let address = fields.long(offset + 8 * index)
      guard address < Self.firstMark, let call = call(at: address) else { continue }
      switch call {
      case .disk: isDisk = true
      // Without a disk behind it a fault waits for the lock of the address space.
      case .fault: return isDisk ? .fault : .unknown
      default: return call
      }
    }
    return isDisk ? .disk : .unknown
  }

  private func call(at address: UInt64) -> BlockingCall? {
    let next = starts.partitioningIndex { $0 > address }
    guard next > 0, address <= ranges[next - 1].end else { return nil }
    return ranges[next - 1].call
  }
}
