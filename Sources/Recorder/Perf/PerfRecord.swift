/// What the kernel says of a thread at an instant.
package struct PerfRecord: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case switchIn
    /// Preempted: it could have run on.
    case switchOut(isPreempted: Bool)
    /// The thread was made by another.
    case fork(parentProcess: Int32, parentThread: Int32)
    case exit
    /// The thread's name, or after an exec that of the new program.
    case name(String, isExec: Bool)
    /// The clock struck while the thread ran.
    ///
    /// The chain is as the kernel gives it: innermost address first, with marks
    /// (`Callchain`) before the kernel's part and before the program's.
    case sample(callchain: [UInt64])
    /// The thread leaves its CPU; whether it blocks, the switch behind tells.
    case blocking(Blocking)
    /// The thread, if it is blocked, waits for this.
    case waits(Blocking)
    /// The thread became ready to run; another woke it.
    case waking(by: Int32)
    /// The process mapped code.
    indirect case mapping(CodeMapping)
    /// So many records before this one did not fit.
    case lost(Int)
  }

  /// CLOCK_MONOTONIC nanoseconds.
  package var time: Int64
  package var process: Int32
  package var thread: Int32
  package var cpu: Int32
  package var kind: Kind

  package init(time: Int64, process: Int32, thread: Int32, cpu: Int32, kind: Kind) {
    self.time = time
    self.process = process
    self.thread = thread
    self.cpu = cpu
    self.kind = kind
  }
}
