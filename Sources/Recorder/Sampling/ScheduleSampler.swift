/// What a program's threads do, looked up below /proc some fifty times a second: for
/// machines on which the kernel grants no events.
///
/// Threads that live for less than the time between two looks may be missed, and when in
/// between a thread ran is not known; how long it did is. The less often, the more threads
/// there are, so that looking takes a small share of a core.
struct ScheduleSampler {
  /// Nanoseconds between two looks at least.
  static let pace: Int64 = 20_000_000
  /// A look takes at most one part in so many of the time.
  private static let share: Int64 = 50
  /// Looks between two at the names of programs.
  private static let namePace = 5
  private static let mostThreads = 20_000

  private let command: Int32
  private var files = ProcessFiles()
  private var threads: [Int32: SampledThread] = [:]
  private var programs: [Int32: String] = [:]
  private var round = 0
  private var last: Int64 = 0
  private var due: Int64 = 0
  /// Nanoseconds between two looks at most.
  private(set) var longest: Int64 = 0

  init(process: Int32) { command = process }

  /// Milliseconds until the next look.
  func wait(at now: Int64) -> Int32 { Int32(clamping: max(1, (due - now) / 1_000_000)) }

  /// Looks, when it is time to: what the kernel would have told, by thread in order of time.
  mutating func look(at now: Int64, isLast: Bool = false) -> [PerfRecord] {
    guard now >= due || isLast else { return [] }
    round += 1
    var records: [PerfRecord] = []
    if last > 0 { longest = max(longest, now - last) }
    var waiting = threads.isEmpty ? [command] : Array(Set(threads.values.map(\.process))).sorted()
    var seen: Set<Int32> = Set(waiting)
    while let process = waiting.popLast() {
      for child in look(at: process, now, &records) where seen.insert(child).inserted {
        waiting.append(child)
      }
    }
    bury(&records)
    last = now
    due = now + max(Self.pace, (Clock.monotonic - now) * Self.share)
    return records
  }

  /// Ends what is not there any more, where it was seen last.
  private mutating func bury(_ records: inout [PerfRecord]) {
    let gone = threads.values.filter { $0.round != round }
    for thread in gone.sorted(by: { $0.thread < $1.thread }) {
      thread.end(at: last, &records)
      threads[thread.thread] = nil
      if thread.process == thread.thread { programs[thread.process] = nil }
    }
  }

  /// Ends the command's own threads where they are still there.
  mutating func finish(at time: Int64) -> [PerfRecord] {
    var records: [PerfRecord] = []
    for thread in threads.values.sorted(by: { $0.thread < $1.thread })
    where thread.process == command {
      thread.end(at: time, &records)
      threads[thread.thread] = nil
    }
    return records
  }

  /// The children of a process.
  private mutating func look(
    at process: Int32, _ now: Int64, _ records: inout [PerfRecord]
  ) -> [Int32] {
    let folder = "/proc/\(process)/task"
    guard let numbers = files.numbered(folder) else { return [] }
    var children: [Int32] = []
    for number in numbers.sorted(by: { ($0 == process ? 0 : $0) < ($1 == process ? 0 : $1) }) {
      look(at: number, of: process, folder, now, &records)
      let list = files.numbers("\(folder)/\(number)/children", atMost: 1000) ?? []
      children += list.compactMap(Int32.init(exactly:))
    }
    for child in children where threads[child] == nil { adopt(child, of: process, now, &records) }
    return children
  }

  private mutating func look(
    at number: Int32, of process: Int32, _ folder: String, _ now: Int64,
    _ records: inout [PerfRecord]
  ) {
    let path = "\(folder)/\(number)"
    guard let counters = counters(path) else { return }
    guard var thread = threads[number] else {
      guard threads.count < Self.mostThreads else { return }
      let maker: PerfRecord.Kind? =
        process == number ? nil : .fork(parentProcess: process, parentThread: process)
      add(number, of: process, counters, now, maker, &records)
      return
    }
    thread.round = round
    if round % Self.namePace == 0 { rename(&thread, path, now, &records) }
    let isIdle = thread.advance(to: now, counters, &records)
    if isIdle, !thread.isExplained { explain(&thread, path, now, &records) }
    threads[number] = thread
  }

  private mutating func adopt(
    _ child: Int32, of parent: Int32, _ now: Int64, _ records: inout [PerfRecord]
  ) {
    guard threads.count < Self.mostThreads, let counters = counters("/proc/\(child)/task/\(child)")
    else { return }
    add(
      child, of: child, counters, now, .fork(parentProcess: parent, parentThread: parent), &records)
  }

  private mutating func add(
    _ number: Int32, of process: Int32, _ counters: SampledThread.Counters, _ now: Int64,
    _ birth: PerfRecord.Kind?, _ records: inout [PerfRecord]
  ) {
    let name = files.line("/proc/\(process)/task/\(number)/comm") ?? ""
    let thread = SampledThread(
      process: process, thread: number, name: name, at: now, round: round, counters)
    var isExec = birth == nil
    if process == number {
      programs[process] = files.target(of: "/proc/\(process)/exe")
      if case .fork(let parent, _) = birth { isExec = programs[process] != programs[parent] }
    }
    // The command itself runs from its name on, as after its exec. Of others it is known that
    // they were not there at the last look, and how long they ran since.
    let run = min(counters.run, max(0, now - last))
    let ready = min(counters.ready, max(0, now - last - run))
    let born = birth == nil ? now : now - run - ready
    if let birth { thread.append(born, birth, &records) }
    thread.append(born, .name(name, isExec: isExec), &records)
    if birth != nil { thread.append(born + ready, .switchIn, &records) }
    threads[number] = thread
  }

  private mutating func rename(
    _ thread: inout SampledThread, _ path: String, _ now: Int64, _ records: inout [PerfRecord]
  ) {
    let program =
      thread.process == thread.thread ? files.target(of: "/proc/\(thread.process)/exe") : nil
    let isExec = program != nil && program != programs[thread.process]
    let name = files.line("\(path)/comm") ?? thread.name
    guard name != thread.name || isExec else { return }
    thread.name = name
    if let program { programs[thread.process] = program }
    thread.append(now, .name(name, isExec: isExec), &records)
  }

  /// What a thread waits for that has not run since the last look.
  ///
  /// Such a wait is no wait for a GIL, which ends every few milliseconds.
  private mutating func explain(
    _ thread: inout SampledThread, _ path: String, _ now: Int64, _ records: inout [PerfRecord]
  ) {
    guard let line = files.line("\(path)/syscall") else {
      // Another user's, or one that may not be looked into.
      thread.isExplained = true
      return
    }
    // It may have gone on in between: then this is another wait.
    guard counters(path).map({ thread.isAt($0) }) ?? false else { return }
    guard let blocking = SystemCallWait.parse(line) else {
      thread.isExplained = line != "running"
      return
    }
    thread.isExplained = true
    thread.append(now, .blocking(blocking), &records)
  }

  private mutating func counters(_ path: String) -> SampledThread.Counters? {
    SampledThread.Counters(files.numbers("\(path)/schedstat", atMost: 3))
  }
}
