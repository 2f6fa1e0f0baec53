package import TraceModel

/// What the scheduler did with a thread for a while.
package struct SchedulingSlice: Hashable, Sendable {
  package var lane: LaneID
  package var state: SchedulingState
  /// The CPU it ran on; nil while it did not run.
  package var cpu: Int32?
  package var start: Int64
  package var end: Int64
  /// Why it was blocked, where that is known.
  package var reason: WaitReason?
}
