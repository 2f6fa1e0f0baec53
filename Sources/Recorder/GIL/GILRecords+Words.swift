import TraceFile

extension GILRecords {
  /// Processes named in a note or a list at most.
  private static let longestList = 5

  /// What is missing or doubtful, in sentences for the user.
  ///
  /// - Parameters:
  ///   - pythons: Every process that ran a Python.
  ///   - hasKernelReasons: Whether the kernel told why threads were blocked.
  /// - Returns: The sentences; empty when all is well.
  func notes(pythons: Set<Int32>, hasKernelReasons: Bool) -> [String] {
    var notes: [String] = []
    let blind = pythons.subtracting(processes).sorted()
    if !blind.isEmpty {
      let list = blind.prefix(Self.longestList).map { "\($0)" }.joined(separator: ", ")
      let effect =
        hasKernelReasons
        ? "waits for it are known from the kernel alone, and not who held it"
        : "waits for it are unknown"
      notes.append(
        "the GIL of \(Self.count(blind.count)) was not seen (linked statically, set-user-ID, or "
          + "started with an environment of its own): \(effect); pid \(list)")
    }
    let free = interpreters.count { $0.isFreeThreaded && !$0.isUsed }
    if free > 0 { notes.append("\(Self.count(free)) ran without a GIL: a free-threaded build") }
    let further = interpreters.reduce(0) { $0 + $1.further }
    if further > 0 {
      notes.append(
        "\(further) \(further == 1 ? "subinterpreter" : "subinterpreters") had a GIL of "
          + "\(further == 1 ? "its" : "their") own: waits for it are not told from others")
    }
    if unreadable > 0 {
      notes.append("\(unreadable) records of GILs could not be read: waits for them are unknown")
    }
    if lost > 0 {
      notes.append("\(lost) records of GILs were lost: some waits for them are left out")
    }
    return notes
  }

  /// Whether every Python of the recording runs without the lock.
  var isFreeThreaded: Bool {
    !interpreters.isEmpty && interpreters.allSatisfy { $0.isFreeThreaded && !$0.isUsed }
  }

  /// For those who doubt the trace: what each lock did.
  func json() -> JSONValue {
    .array(
      interpreters.prefix(1000).map { interpreter in
        .object([
          JSONMember("pid", .integer(Int64(interpreter.process))),
          JSONMember("waits", .integer(Int64(interpreter.waits.count))),
          JSONMember("wait_ns", .integer(interpreter.waited)),
          JSONMember("held_ns", .integer(interpreter.held)),
        ])
      })
  }

  private static func count(_ number: Int) -> String {
    "\(number) Python \(number == 1 ? "process" : "processes")"
  }
}
