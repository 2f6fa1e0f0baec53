/// Numbers for the tasks of a recording: the agents know a task, or a chunk of several, by 64
/// bits that are the same in the process that submits and in the one that runs.
struct TaskNumbers {
  private struct Item: Hashable {
    var task: UInt64
    var item: UInt32
  }

  private var numbers: [Item: Int64] = [:]
  /// How many items came back of a task or chunk, as the worker says.
  private var returned: [UInt64: UInt32] = [:]
  /// How many items were handed over as one, as who did it says.
  private var submitted: [UInt64: UInt32] = [:]
  /// When an arrow of a fork begins, by its identity.
  private var forks: [UInt64: Int64] = [:]
  /// How many more arrows may stand for items of chunks: garbage could claim any number, and
  /// an item that ran has a record of its own.
  private var room = 100_000

  /// Notes what the events of other processes need to know.
  mutating func prepare(_ records: [RingRecord]) {
    room += 4 * records.count
    for record in records where record.kind == .flowStart {
      switch AgentEvent.Flow(rawValue: record.category) {
      case .result: returned[record.task] = record.extra
      case .fork: forks[record.task] = record.time
      case .submit: submitted[record.task] = record.extra
      case nil: break
      }
    }
  }

  mutating func number(_ task: UInt64, item: UInt32 = 0) -> Int64 {
    let key = Item(task: task, item: item)
    if let known = numbers[key] { return known }
    let number = Int64(numbers.count + 1)
    numbers[key] = number
    return number
  }

  /// Where an item stands in its chunk; nil for a task that was handed over alone.
  mutating func place(of task: UInt64, item: UInt32) -> AgentSpan.Place? {
    guard let count = submitted[task], count > 1, item < count else { return nil }
    return AgentSpan.Place(chunk: number(task), item: Int(item) + 1, count: Int(count))
  }

  /// How many arrows a record of an arrow's end stands for; nil when that cannot be.
  mutating func items(of record: RingRecord, _ flow: AgentEvent.Flow) -> UInt32? {
    let count: UInt32 =
      switch flow {
      case .fork: 1
      case .submit: record.extra
      // Who takes a result does not count it; without the worker's word nothing came.
      case .result: returned[record.task] ?? 0
      }
    guard count <= room else { return nil }
    room -= Int(count)
    return count
  }

  /// When the parent began to make the process.
  func forkTime(_ identity: UInt64) -> Int64? { forks[identity] }
}
