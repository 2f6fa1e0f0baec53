import CPerf

/// What a thread waits for in the kernel, as `/proc/PID/task/TID/syscall` tells whoever may
/// trace it: mostly its own user, without any other right.
enum SystemCallWait {
  /// Nil where the thread runs, waits in no system call, or may not be looked into.
  static func read(_ process: Int32, _ thread: Int32, _ files: inout ProcessFiles) -> Blocking? {
    files.line("/proc/\(process)/task/\(thread)/syscall").flatMap(parse)
  }

  /// "230 0x0 0x1 …": the call's number and its arguments.
  static func parse(_ line: String) -> Blocking? {
    let words = line.split(separator: " ")
    guard let number = words.first.flatMap({ Int($0) }), words.count >= 3,
      let call = BlockingCall(rawValue: UInt8(clamping: stretto_call_of_number(number))),
      call != .unknown
    else { return nil }
    let arguments = words[1...2].map { UInt64($0.dropFirst(2), radix: 16) }
    return Blocking(call: call, first: arguments[0], second: arguments[1])
  }
}

/// Looks ten times a second what blocked threads wait for, where the kernel's events do not
/// tell it: whatever waits longer than that has its reason.
struct ReasonLookup {
  /// Threads that are looked at in one round; the next round goes on behind them.
  private static let mostThreads = 256

  private var files = ProcessFiles()
  private var next = 0

  /// What the threads wait for now.
  mutating func look(at threads: [(process: Int32, thread: Int32)]) -> [PerfRecord] {
    guard !threads.isEmpty else { return [] }
    var records: [PerfRecord] = []
    let count = min(threads.count, Self.mostThreads)
    for step in 0..<count {
      let (process, thread) = threads[(next + step) % threads.count]
      guard let blocking = SystemCallWait.read(process, thread, &files) else { continue }
      records.append(
        PerfRecord(
          time: Clock.monotonic, process: process, thread: thread, cpu: -1, kind: .waits(blocking)))
    }
    next = (next + count) % threads.count
    return records
  }
}
