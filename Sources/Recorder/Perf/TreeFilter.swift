/// Of records about the whole machine keeps those about the program: its first process from
/// its exec on, and all that came of it.
struct TreeFilter {
  private let root: Int32
  private var isStarted = false
  private var threads: Set<Int32> = []
  /// Living threads by process.
  private var processes: [Int32: Int] = [:]

  init(root: Int32) { self.root = root }

  /// Whether a record is about the program; they come in order of time.
  mutating func keeps(_ record: PerfRecord) -> Bool {
    switch record.kind {
    case .lost: return true
    // Whose thread it is, the timeline knows.
    case .waking: return isStarted
    case .fork(let parent, _):
      guard processes[parent] != nil else { return false }
      add(record)
      return true
    case .exit:
      // The switch behind it is not told of otherwise either.
      guard threads.remove(record.thread) != nil else { return false }
      let left = (processes[record.process] ?? 1) - 1
      processes[record.process] = left > 0 ? left : nil
      return true
    case .name(_, let isExec):
      if record.process == root, isExec, !isStarted {
        isStarted = true
        add(record)
      }
      return threads.contains(record.thread)
    default: return threads.contains(record.thread)
    }
  }

  private mutating func add(_ record: PerfRecord) {
    guard threads.insert(record.thread).inserted else { return }
    processes[record.process, default: 0] += 1
  }
}
