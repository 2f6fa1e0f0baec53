extension ExecutorError {
  static func afterShutDown(_ executor: String) -> ExecutorError {
    ExecutorError(
      .shutDown, "The \(executor) was shut down before this task was submitted: submit it earlier.")
  }

  static func tooFew(_ what: String, asked: Int) -> ExecutorError {
    ExecutorError(.tooFew, "\(asked) \(what) cannot run anything: ask for at least 1.")
  }

  static func tooMany(
    _ what: String, asked: Int, room: Int, limit: String
  ) -> ExecutorError {
    ExecutorError(
      .tooMany,
      "\(asked) \(what) do not fit: \(limit) leaves room for \(room), so ask for at most that many."
    )
  }

  static func cannotWait(_ descriptor: Int32, _ reason: String) -> ExecutorError {
    ExecutorError(.cannotWait, "Descriptor \(descriptor) cannot be waited for: \(reason).")
  }
}
