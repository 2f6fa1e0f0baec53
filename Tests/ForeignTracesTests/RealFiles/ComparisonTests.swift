import Analysis
import ForeignTraces
import Testing
import TraceModel

/// What a person who knows the tools would say of the recordings that belong together.
@Suite struct `Recordings that belong together` {
  /// Makespan in milliseconds, rounded down.
  private func milliseconds(_ time: Nanoseconds) -> Int64 { time.count / 1_000_000 }

  private func part(_ name: String, _ adapted: AdaptedTrace) throws -> TracePart {
    try #require(adapted.parts.first { $0.name == name })
  }

  @Test func `the Bazel trio: jobs hardly matter, loading does`() throws {
    let none = try RealFiles.adapted("bazel_local-jobs-none.json.gz")
    let four = try RealFiles.adapted("bazel_local-jobs-4.json.gz")
    let hundred = try RealFiles.adapted("bazel_local-jobs-100.json.gz")
    let runs = try [none, four, hundred].map { try RealFiles.figures($0) }
    #expect(runs.map { milliseconds($0.makespan) } == [8262, 9001, 18632])
    #expect(runs.map(\.slots) == [16, 4, 51])
    #expect(runs.map(\.tasks) == [80, 80, 80])
    // Executing actions took nearly the same: the chain of dependencies binds, not the jobs.
    #expect(
      try [none, four, hundred].map { milliseconds(try part("Build artifacts", $0).time) }
        == [6267, 6380, 5789])
    // What made the third slow was fetching a repository, before the first action.
    #expect(
      try [none, four, hundred].map { milliseconds(try part("repository rules", $0).time) }
        == [1594, 2274, 12432])
    // With four jobs the same actions need less than half the time: no waiting for workers.
    #expect(runs.map { milliseconds($0.slotLedger[.lock]) } == [13411, 20, 16679])
    #expect(
      hundred.partsDifference(from: none)
        == "the largest changes are in Load and analyze dependencies (1.810 s before, 12.656 s"
        + " after), and in Build artifacts (6.267 s before, 5.789 s after)")
  }

  @Test func `the PyTorch pair: workers take loading off the training thread`() throws {
    let alone = try RealFiles.adapted("kineto_resnet50_workers0.json.gz")
    let helped = try RealFiles.adapted("kineto_resnet50_workers4.json.gz")
    let (before, after) = (try RealFiles.figures(alone), try RealFiles.figures(helped))
    #expect(milliseconds(before.makespan) == 1065)
    #expect(milliseconds(after.makespan) == 846)
    // Six steps each, so that the makespans are of the same work: 1.26 times as fast.
    #expect(try part("profiled steps", alone).count == 6)
    #expect(try part("profiled steps", helped).count == 6)
    // The device computes as long as before, but waits less for launches.
    #expect(milliseconds(before.slotLedger[.work]) == 591)
    #expect(milliseconds(after.slotLedger[.work]) == 594)
    #expect(milliseconds(before.slotLedger[.serial]) == 432)
    #expect(milliseconds(after.slotLedger[.serial]) == 158)
    #expect(
      helped.partsDifference(from: alone)
        == "the largest changes are in loading data in the training thread (0.415 s before,"
        + " 0.008 s after), and in profiled steps (1.048 s before, 0.838 s after)")
  }

  @Test func `parts of different producers, and steps of different number, are not the same work`()
    throws
  {
    var two = WrittenFile()
    two.members = ["\"schemaVersion\":1"]
    two.span("ProfilerStep#1", "user_annotation", 0, 50)
    two.span("ProfilerStep#2", "user_annotation", 50, 100)
    let one = try RealFiles.adapted("hta_cpu_only.json.gz")
    #expect(
      one.partsDifference(from: try two.adapted())?.contains("the runs have 2 and 1 steps") == true)
    var other = one
    other.parts[0].time = .zero
    #expect(other.partsDifference(from: one)?.hasPrefix("the only change is in ") == true)
    other.producer.name = "another"
    #expect(other.partsDifference(from: one) == nil)
    #expect(one.partsDifference(from: one) == nil)
  }
}
