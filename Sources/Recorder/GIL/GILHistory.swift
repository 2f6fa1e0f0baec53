/// Turns the records of one lock into waits and holds.
///
/// The records of a process come in the order in which the lock changed hands.
/// What makes no sense is counted; nothing here relies on its making sense, so that sums may
/// wrap around.
struct GILHistory {
  /// Holds that are looked through for who held the lock during a wait.
  private static let memory = 1024

  private(set) var interpreter: GILInterpreter
  /// Waits and holds that did not fit.
  private(set) var forgotten = 0
  private let limit: Int
  private var holder: (thread: Int32, since: Int64)?
  private var waiting: [Int32: Int64] = [:]
  /// The latest holds, with or without a thread that waited.
  private var latest: [(thread: Int32, start: Int64, end: Int64)] = []

  /// - Parameters:
  ///   - process: Whose lock it is.
  ///   - start: When it was made.
  ///   - limit: How many waits, and how many holds, are kept.
  init(process: Int32, start: Int64, limit: Int) {
    interpreter = GILInterpreter(process: process, start: start)
    self.limit = limit
  }

  mutating func feed(_ record: GILRecord) {
    switch record.event {
    case .wait:
      // A thread of the same number died while it waited.
      if waiting.updateValue(record.time, forKey: record.thread) != nil { interpreter.lost += 1 }
    case .switched: endWait(record)
    case .acquire:
      endWait(record)
      acquire(record)
    case .release: release(record)
    case .lost:
      // How many were lost stands in the file's head.
      holder = nil
      waiting = [:]
      latest = []
    }
  }

  mutating func countLost(_ count: Int) { interpreter.lost += count }

  mutating func note(isFreeThreaded: Bool, further: Int) {
    interpreter.isFreeThreaded = isFreeThreaded
    interpreter.further = further
  }

  /// Takes what is still open.
  mutating func finish() -> GILInterpreter {
    let isFree = waiting.isEmpty
    for (thread, start) in waiting { keep(GILWait(thread: thread, start: start)) }
    waiting = [:]
    if let holder {
      interpreter.heldBy[holder.thread, default: 0] += 0
      if !isFree { keep(GILHold(thread: holder.thread, start: holder.since)) }
    }
    holder = nil
    interpreter.waits.sort { ($0.start, $0.thread) < ($1.start, $1.thread) }
    return interpreter
  }

  // MARK: - Holds

  private mutating func acquire(_ record: GILRecord) {
    if holder != nil { interpreter.lost += 1 }
    holder = (record.thread, record.time)
  }

  private mutating func release(_ record: GILRecord) {
    defer { holder = nil }
    guard let holder, holder.thread == record.thread, holder.since <= record.time else {
      interpreter.lost += 1
      return
    }
    let time = record.time - holder.since
    interpreter.heldBy[holder.thread, default: 0] &+= time
    if latest.count >= 2 * Self.memory { latest.removeFirst(Self.memory) }
    latest.append((holder.thread, holder.since, record.time))
    guard !waiting.isEmpty else { return }
    keep(GILHold(thread: holder.thread, start: holder.since, end: record.time))
  }

  private mutating func keep(_ hold: GILHold) {
    guard interpreter.holds.count < limit else {
      forgotten += 1
      return
    }
    interpreter.holds.append(hold)
  }

  // MARK: - Waits

  private mutating func endWait(_ record: GILRecord) {
    guard let start = waiting.removeValue(forKey: record.thread) else { return }
    guard start <= record.time else {
      interpreter.lost += 1
      return
    }
    var wait = GILWait(thread: record.thread, start: start, end: record.time)
    var sums: [Int32: Int64] = [:]
    if let holder { sums[holder.thread] = record.time - max(start, holder.since) }
    for hold in latest.reversed().prefix(Self.memory) {
      guard hold.end > start else { break }
      sums[hold.thread, default: 0] &+= hold.end - max(start, hold.start)
    }
    sums[record.thread] = nil
    wait.holders = Int32(sums.count)
    // Of several the one with the lowest number, so that the answer is the same every time.
    if let most = sums.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      wait.holder = most.key
      wait.held = most.value
    }
    keep(wait)
  }

  private mutating func keep(_ wait: GILWait) {
    guard interpreter.waits.count < limit else {
      forgotten += 1
      return
    }
    interpreter.waits.append(wait)
  }
}
