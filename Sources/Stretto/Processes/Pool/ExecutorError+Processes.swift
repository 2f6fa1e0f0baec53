extension ExecutorError {
  static let nestedPool = ExecutorError(
    .nestedPool, "A worker process cannot have a process pool: use a ThreadPool in it.")

  static func noHello(
    from number: Int, _ ending: WorkerProcess.Ending, isLate: Bool
  ) -> ExecutorError {
    let what = isLate ? "did not say hello in time" : "\(ending.text) before it said hello"
    return ExecutorError(
      .noHello,
      "Worker process \(number) \(what): call ProcessWorker.takeOverIfSpawned(serving:) "
        + "first thing in main.",
      signal: isLate ? nil : ending.signal, exitStatus: ending.exitStatus)
  }

  static func workerEnded(
    _ number: Int, _ ending: WorkerProcess.Ending, during key: String
  ) -> ExecutorError {
    ExecutorError(
      .workerEnded, "Worker process \(number) \(ending.text) while it had task \"\(key)\".",
      signal: ending.signal, exitStatus: ending.exitStatus)
  }

  static func timedOut(_ key: String, _ nanoseconds: Int64) -> ExecutorError {
    ExecutorError(
      .timedOut,
      "Task \"\(key)\" took longer than the pool's timeout of \(nanoseconds / 1_000_000) ms: "
        + "its worker process was killed.")
  }

  static func tooLarge(_ what: String, of key: String, bytes: Int) -> ExecutorError {
    ExecutorError(
      .notSendable,
      "The \(what) of task \"\(key)\" takes \(bytes) bytes, more than the "
        + "\(Frame.largestPayload) that can be sent: send less, or the name of a file.")
  }

  static func notEncodable(_ key: String, _ error: any Error) -> ExecutorError {
    ExecutorError(.notSendable, "The argument of task \"\(key)\" cannot travel: \(error)")
  }

  static func notDecodable(_ key: String, _ error: any Error) -> ExecutorError {
    ExecutorError(.notSendable, "The result of task \"\(key)\" cannot be read: \(error)")
  }
}
