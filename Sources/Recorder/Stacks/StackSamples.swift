/// The sampled stacks of a program, gathered from the kernel's records in the order of time.
///
/// Addresses are turned into places in files at once, while it is known what lies
/// where; names come when the program has ended (`StackNames`).
struct StackSamples {
  struct Sample: Sendable {
    var time: Int64
    var process: Int32
    var thread: Int32
    var node: Int32
  }

  /// 24 MB; where there are more, every second is dropped.
  private let limit: Int

  let files = CodeFiles()
  private(set) var tree: StackTree
  private(set) var samples: [Sample] = []
  /// Samples that the kernel gave.
  private(set) var taken = 0
  /// One sample in so many is kept.
  private(set) var stride = 1
  private var spaces: [Int32: AddressSpace] = [:]
  /// Living threads by process: its address space goes with the last.
  private var living: [Int32: Int] = [:]

  init(limit: Int = 1 << 20, nodes: Int = 1 << 19, spare: Int = 1 << 17) {
    self.limit = max(2, limit)
    tree = StackTree(limit: nodes, spare: spare)
  }

  mutating func feed(_ record: PerfRecord) {
    switch record.kind {
    case .mapping(let mapping): map(mapping, record.process)
    case .sample(let chain): add(chain, record)
    case .fork(let parent, _): fork(record.process, parent)
    case .name(_, isExec: true):
      spaces[record.process] = AddressSpace()
      living[record.process] = 1
    case .exit: exit(record.process)
    default: break
    }
  }

  /// The node of a callchain of a process, innermost address first.
  mutating func node(of chain: [UInt64], process: Int32) -> Int32 {
    let space = spaces[process] ?? AddressSpace()
    var places: [CodePlace] = []
    for entry in Callchain.entries(chain) {
      if entry.isKernel {
        places.append(CodePlace(file: CodePlace.kernel, address: entry.inside))
      } else if let region = space.region(at: entry.inside) {
        files.hold(region.file, process: process)
        places.append(
          CodePlace(file: region.file, address: entry.inside - region.start &+ region.offset))
      } else {
        // Code that keeps no frame pointers leads the kernel astray: what it took for a caller
        // is none, nor are those beyond.
        if !entry.isReturn { places.append(.unknown) }
        break
      }
    }
    return tree.node(of: places)
  }

  private mutating func add(_ chain: [UInt64], _ record: PerfRecord) {
    taken += 1
    guard taken % stride == 0 else { return }
    let node = node(of: chain, process: record.process)
    samples.append(
      Sample(
        time: record.time, process: record.process, thread: record.thread, node: node))
    guard samples.count >= limit else { return }
    samples = samples.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    stride *= 2
  }

  private mutating func map(_ mapping: CodeMapping, _ process: Int32) {
    let (end, overflow) = mapping.start.addingReportingOverflow(mapping.length)
    guard !overflow, let file = files.number(of: mapping, process: process) else { return }
    spaces[process, default: AddressSpace()].map(
      AddressSpace.Region(start: mapping.start, end: end, offset: mapping.offset, file: file))
  }

  private mutating func fork(_ process: Int32, _ parent: Int32) {
    living[process, default: 0] += 1
    guard process != parent, let space = spaces[parent] else { return }
    spaces[process] = space
  }

  private mutating func exit(_ process: Int32) {
    let left = (living[process] ?? 1) - 1
    living[process] = left > 0 ? left : nil
    if left <= 0 { spaces[process] = nil }
  }
}
