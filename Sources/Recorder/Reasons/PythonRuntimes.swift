/// Where the GILs of the recorded processes lie.
///
/// CPython keeps the GIL in the object `_PyRuntime`, which every build exports; a futex
/// inside it is waited for by a thread that wants the GIL (METHOD section 8.3). The object
/// lies in the data behind the code of its file, so that of the files a process mapped
/// only the nearest below a futex is looked into, once for all processes.
struct PythonRuntimes: Sendable {
  private struct Process: Sendable {
    /// By address.
    var mappings: [CodeMapping] = []
    /// Found so far.
    var runtime: Range<UInt64>?
    /// Files that were looked into for this process.
    var seen: Set<String> = []
  }

  private static let mostMappings = 4096
  private static let mostFiles = 10_000
  static let symbol = "_PyRuntime"

  private var processes: [Int32: Process] = [:]
  private var files: [String: ExportedSymbol?] = [:]

  mutating func map(_ mapping: CodeMapping, process: Int32) {
    guard mapping.path.hasPrefix("/") else { return }
    var known = processes.removeValue(forKey: process) ?? Process()
    let place = known.mappings.firstIndex { $0.start >= mapping.start } ?? known.mappings.count
    if place < known.mappings.count, known.mappings[place].start == mapping.start {
      known.mappings[place] = mapping
    } else if known.mappings.count < Self.mostMappings {
      known.mappings.insert(mapping, at: place)
    }
    known.seen.remove(mapping.path)
    processes[process] = known
  }

  /// A child has all that its parent mapped.
  mutating func fork(_ child: Int32, from parent: Int32) {
    guard child != parent else { return }
    processes[child] = processes[parent]
  }

  /// After an exec nothing is left of what was mapped, and when a process has gone neither.
  mutating func forget(_ process: Int32) { processes[process] = nil }

  /// Whether an address lies in the runtime of the process.
  mutating func contains(_ address: UInt64, process: Int32) -> Bool {
    guard let known = processes[process] else { return false }
    if let runtime = known.runtime, runtime.contains(address) { return true }
    guard let mapping = known.mappings.last(where: { $0.start <= address }),
      !known.seen.contains(mapping.path)
    else { return false }
    processes[process]?.seen.insert(mapping.path)
    guard let symbol = symbol(of: mapping.path), let range = symbol.range(in: mapping) else {
      return false
    }
    processes[process]?.runtime = range
    return range.contains(address)
  }

  private mutating func symbol(of path: String) -> ExportedSymbol? {
    if let known = files[path] { return known }
    let symbol = ExportedSymbol(Self.symbol, in: path)
    if files.count < Self.mostFiles { files[path] = .some(symbol) }
    return symbol
  }
}
