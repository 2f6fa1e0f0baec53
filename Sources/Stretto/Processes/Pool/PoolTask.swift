/// A task of a process pool until its result is back.
struct PoolTask: Sendable {
  let key: String
  /// What to send to a worker.
  let request: [UInt8]
  /// Hands the encoded result, or the failure, to the task's handle.
  let finish: @Sendable (Result<[UInt8], ExecutorError>) -> Void
}
