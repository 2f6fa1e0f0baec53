package import TraceModel

/// A thread of the recorded program, from its birth to its death.
package struct RecordedThread: Hashable, Sendable {
  package let process: Int32
  package let thread: Int32
  /// As the kernel calls it: inherited from its maker until it is named.
  package var name: String
  package var birth: Int64
  /// Nil while it lives.
  package var death: Int64?
  /// Who made it; nil for the command's own first thread, or where the record was lost.
  package var maker: LaneID?
  /// Nanoseconds on a CPU.
  package var onCPU: Int64 = 0

  package var lane: LaneID { LaneID(process: Int64(process), thread: Int64(thread)) }
  package var isMain: Bool { process == thread }
}

/// A process of the recorded program.
package struct RecordedProcess: Hashable, Sendable {
  package let process: Int32
  /// Nil for the command itself, or where the record was lost.
  package var parent: Int32?
  package var name: String
  package var birth: Int64
  /// When its last thread went; nil while it lives.
  package var death: Int64?
  /// How many programs it executed.
  package var executions = 0
}
