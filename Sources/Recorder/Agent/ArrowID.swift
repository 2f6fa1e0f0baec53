/// What the two ends of an arrow have in common.
package enum ArrowID: Hashable, Sendable {
  /// The task that is handed over or comes back, by its number in the recording.
  case task(Int64)

  /// 64 bits that an agent gave both ends.
  case identity(UInt64)

  /// The step of a task that goes on where another one left off, by when it begins.
  case step(of: Int64, at: Int64)
}
