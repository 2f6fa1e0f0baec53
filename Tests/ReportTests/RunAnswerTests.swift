import Testing

@testable import Analysis
@testable import Report

/// The sentence that says what binds one run.
@Suite struct RunAnswerTests {
  private static func first(_ path: KeyValuePairs<Bucket, Int64>) throws -> String {
    var run = CountRuns.threads
    run.bounds?.binding = .latency
    run.criticalPath = Ledger(milliseconds: path)
    return try #require(RunAnswer(run).sentences.first)
  }

  @Test func `names the tasks or the coordinator, whoever the critical path leads through`() throws
  {
    let tasks = try Self.first([.work: 1_500, .io: 300, .gil: 200])
    #expect(tasks.hasPrefix("The longest chain of tasks binds: 90 % of the "))
    #expect(tasks.hasSuffix(" along the critical path went into the tasks' work and I/O."))
    let both = try Self.first([.work: 1_500, .coord: 400, .gil: 100])
    #expect(both.hasPrefix("The longest chain of tasks binds: 95 % "))
    #expect(both.hasSuffix("the tasks' work and I/O and the coordinator's own code."))
    let mostly = try Self.first([.work: 400, .coord: 1_000, .gil: 600])
    #expect(mostly.hasPrefix("The coordinator's own code binds: 70 % "))
    #expect(mostly.hasSuffix("the tasks' work and I/O and the coordinator's own code."))
    let alone = try Self.first([.coord: 1_400, .gil: 600])
    #expect(alone.hasPrefix("The coordinator's own code binds: 70 % "))
    #expect(alone.hasSuffix(" went into that code."))
  }
}
