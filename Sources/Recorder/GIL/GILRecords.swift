/// What became of the interpreter locks of a recording's processes.
package struct GILRecords: Sendable {
  /// One for each Python that told of its lock, by its start; a process that executes another
  /// Python appears twice.
  package var interpreters: [GILInterpreter] = []
  /// Files that made no sense.
  package var unreadable = 0
  /// Waits and holds that were left out since there was no memory for them.
  package var forgotten = 0

  package init() {}

  package var lost: Int { interpreters.reduce(forgotten) { $0 + $1.lost } }
  package var processes: Set<Int32> { Set(interpreters.map(\.process)) }
}

/// The lock of one Python, from its making to the process's end.
package struct GILInterpreter: Sendable {
  package let process: Int32
  /// When the lock was made: ns of CLOCK_MONOTONIC.
  package let start: Int64
  /// Whether the interpreter was built to do without the lock.
  package var isFreeThreaded = false
  /// How many further locks of subinterpreters it has, which nothing is known of.
  package var further = 0
  /// In the order of their starts.
  package var waits: [GILWait] = []
  /// Those for which another thread waited, in the order of their starts; none overlaps another.
  package var holds: [GILHold] = []
  /// How long it was held, by thread.
  package var heldBy: [Int32: Int64] = [:]
  /// Records that were not written, or not understood.
  package var lost = 0

  package init(process: Int32, start: Int64) {
    self.process = process
    self.start = start
  }

  /// Whether any thread ever took it; a Python without a lock has one that nobody takes.
  package var isUsed: Bool { !heldBy.isEmpty }
  /// How long it was held by any thread, as far as holds have an end.
  package var held: Int64 { heldBy.values.reduce(0, &+) }
  /// How long threads waited for it, added up, as far as waits have an end.
  package var waited: Int64 { waits.reduce(0) { $0 &+ max(0, ($1.end ?? $1.start) - $1.start) } }
}

/// A thread that waited for the lock.
package struct GILWait: Hashable, Sendable {
  package var thread: Int32
  package var start: Int64
  /// Nil when the process ended, or the records do, while it waited.
  package var end: Int64?
  /// Who held the lock longest meanwhile, and for how long; nil when nobody did.
  package var holder: Int32?
  package var held: Int64 = 0
  /// How many threads held it meanwhile.
  package var holders: Int32 = 0
}

/// A thread that held the lock while another waited for it.
package struct GILHold: Hashable, Sendable {
  package var thread: Int32
  package var start: Int64
  /// Nil when the process ended, or the records do, while it held it.
  package var end: Int64?
}
