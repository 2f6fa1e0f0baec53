import Testing

@testable import Stretto

struct ResourceLimitsTests {
  private func limits(counts: [(String, Int)], memory: Int? = nil, files: Int? = nil)
    -> ResourceLimits
  {
    var limits = ResourceLimits()
    limits.counts = counts.map { ResourceLimits.Limit(name: $0.0, room: $0.1) }
    limits.memory = memory
    limits.descriptors = files
    return limits
  }

  @Test func `a refusal names the tightest limit and what fits`() throws {
    let limits = limits(counts: [("kernel.pid_max", 5_000), ("ulimit -u", 700)])
    try limits.admit(threads: 700)
    let error = try #require(throws: ExecutorError.self) { try limits.admit(threads: 701) }
    #expect(error.code == .tooMany)
    #expect(
      error.description
        == "701 threads do not fit: ulimit -u leaves room for 700, so ask for at most that many.")
  }

  @Test func `memory admits as many as it can hold`() throws {
    let limits = limits(counts: [], memory: 100 * ResourceLimits.bytesPerProcess)
    try limits.admit(processes: 100)
    let error = try #require(throws: ExecutorError.self) { try limits.admit(processes: 101) }
    #expect(error.description.contains("available memory leaves room for 100"))
    try limits.admit(threads: 9_600)
    #expect(throws: ExecutorError.self) { try limits.admit(threads: 9_601) }
  }

  @Test func `each worker process counts with its threads and its pipes`() throws {
    let counted = limits(counts: [("kernel.pid_max", 40)])
    try counted.admit(processes: 10)
    #expect(throws: ExecutorError.self) { try counted.admit(processes: 11) }
    let filed = limits(counts: [], files: 30)
    try filed.admit(processes: 10)
    let error = try #require(throws: ExecutorError.self) { try filed.admit(processes: 11) }
    #expect(error.description.contains("the limit of open files leaves room for 10"))
  }

  @Test(arguments: [0, -1]) func `fewer than one is refused`(count: Int) throws {
    let limits = ResourceLimits()
    let error = try #require(throws: ExecutorError.self) { try limits.admit(processes: count) }
    #expect(error.code == .tooFew)
  }

  @Test func `this machine tells its limits`() {
    let limits = ResourceLimits.current()
    #expect(limits.counts.contains { $0.name == "kernel.pid_max" && $0.room > 0 })
    #expect((limits.memory ?? 0) > 0)
    #expect((limits.descriptors ?? 0) > 0)
  }
}
