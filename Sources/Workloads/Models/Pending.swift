extension ModelRun {
  func globalTasks() throws -> [ItemResult] { throw WorkloadError("not wired") }
  func actor() throws -> [ItemResult] { throw WorkloadError("not wired") }
  func dispatch() throws -> [ItemResult] { throw WorkloadError("not wired") }
  func processes() throws -> [ItemResult] { throw WorkloadError("not wired") }
}
