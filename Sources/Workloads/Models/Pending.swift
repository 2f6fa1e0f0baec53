extension ModelRun {
  func processes() throws -> [ItemResult] { throw WorkloadError("not wired") }
}
