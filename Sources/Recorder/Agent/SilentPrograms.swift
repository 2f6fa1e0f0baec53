/// The programs of a recording that no agent told of, by name.
struct SilentPrograms: Equatable {
  /// Pythons that ignored their surroundings, and the processes that they forked.
  private(set) var pythons: [RecordedProcess] = []
  /// Programs of other kinds, by name.
  private(set) var others: [String: Int] = [:]

  /// Names that a note lists at most.
  private static let mostNames = 6

  init(_ processes: [Int32: RecordedProcess], heard: Set<Int32>) {
    var blind: Set<Int32> = []
    for process in processes.values.sorted(by: { ($0.birth, $0.process) < ($1.birth, $1.process) })
    where !heard.contains(process.process) {
      let isForked = process.executions == 0
      if isForked ? process.parent.map(blind.contains) ?? false : process.isPython {
        blind.insert(process.process)
        pythons.append(process)
      } else if !isForked, !process.isPython {
        others[process.name, default: 0] += 1
      }
    }
  }

  /// What is missing of them, each a sentence.
  ///
  /// Where no agent told of any process the recorded program is of another kind, and its processes
  /// need no list.
  func notes(areExpected: Bool) -> [String] {
    var notes: [String] = []
    if !pythons.isEmpty {
      let list = Self.list(pythons.map { "\($0.name) \($0.process)" })
      notes.append(
        "\(Self.count(pythons.count, "Python process", "Python processes")) ran without the agent "
          + "(started with -I, -E or -S, or with an environment of their own): thread states only: "
          + list)
    }
    let total = others.values.reduce(0, +)
    if areExpected, total > 0 {
      let names = others.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        .map { $0.value == 1 ? $0.key : "\($0.key) x\($0.value)" }
      notes.append(
        "\(Self.count(total, "process is", "processes are")) no Python: thread states only: "
          + Self.list(names))
    }
    return notes
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count - mostNames
    return names.prefix(mostNames).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}

extension RecordedProcess {
  /// Whether the last program that it executed is called like a Python.
  var isPython: Bool { name.hasPrefix("python") }
}
