import Analysis
import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// How long a CPU quota stopped a program, look by look.
@Suite struct QuotaPollsTests {
  private static let pace = QuotaPolls.pace

  private func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func statistics(_ count: Int, _ time: Int) -> String {
    "nr_periods 9\nnr_throttled \(count)\nthrottled_time \(time)\n"
  }

  @Test func `a look counts what came since the one before`() throws {
    let scratch = Scratch()
    let file = scratch.file("cpu.stat")
    try write(statistics(5, 1000), to: file)
    var polls = QuotaPolls(process: 1, file: file, at: 0)
    #expect(polls.isNeeded && polls.wait(at: Self.pace / 2) == 25)
    // Too early: nothing is looked at.
    try write(statistics(6, 1300), to: file)
    polls.look(at: Self.pace - 1)
    #expect(polls.polls.isEmpty)
    polls.look(at: Self.pace)
    // Nothing new, a count that went back, a file that is gone.
    polls.look(at: 2 * Self.pace)
    try write(statistics(1, 100), to: file)
    polls.look(at: 3 * Self.pace)
    try FileManager.default.removeItem(atPath: file)
    polls.look(at: 4 * Self.pace)
    try write(statistics(3, 150), to: file)
    polls.look(at: 5 * Self.pace)
    #expect(
      polls.polls == [
        QuotaPolls.Poll(start: 0, end: Self.pace, time: 300),
        QuotaPolls.Poll(start: 3 * Self.pace, end: 5 * Self.pace, time: 50),
      ])
    #expect(polls.stops == QuotaStops(count: 3, time: 350))
  }

  @Test func `without a quota nothing is hurried`() throws {
    let scratch = Scratch()
    let file = scratch.file("cpu.stat")
    try write("nr_periods 0\nnr_throttled 0\nthrottled_time 0\n", to: file)
    let polls = QuotaPolls(process: 1, file: file, at: 0)
    #expect(!polls.isNeeded && polls.wait(at: 0) == nil)
  }

  @Test func `neighbours that become one lose no time`() {
    let polls = (0..<5).map {
      QuotaPolls.Poll(start: Int64($0) * 10, end: Int64($0) * 10 + 10, time: Int64($0))
    }
    let halved = QuotaPolls.halved(polls)
    #expect(halved.map(\.time) == [1, 5, 4])
    #expect(halved.map(\.start) == [0, 20, 40] && halved.map(\.end) == [20, 40, 50])
  }

  /// Says of the run whose only thread is called a spinner what was withheld from it.
  private func run(_ recorded: Recorded) throws -> RunAnalysis {
    let run = try #require(try recorded.run())
    #expect(run.failedAssertions.isEmpty)
    #expect(run.slotLedger.total == run.makespan * run.slots)
    #expect(run.coreLedger.total == run.makespan * run.cores)
    return run
  }

  /// A spinner beside others on one CPU waits for its turns; a file says how much of it is a quota.
  @Test func `what the file counts is told apart from the run queue, and no more`() throws {
    let scratch = Scratch()
    let file = scratch.file("cpu.stat")
    try write(statistics(0, 0), to: file)
    let counted: Int64 = 40_000_000
    // Three on one CPU, so that two are ready at any time, and a shell that waits for them. The
    // count comes in their midst.
    let script = """
      spin() { i=0; while [ $i -lt $1 ]; do i=$((i+1)); done; }
      count() { printf 'nr_periods 9\\nnr_throttled 2\\nthrottled_time \(counted)\\n' > "$1"; }
      spin 400000 & spin 400000 & { spin 200000; count "$0"; spin 200000; } & wait
      """
    let recorded = try Recorded(
      ["taskset", "-c", "0", "sh", "-c", script, file], quotaStatistics: file)
    guard recorded.hasTimeline else { return }
    let run = try run(recorded)
    #expect(run.slotLedger[.throttled] + run.slotLedger[.runq] >= Nanoseconds(counted))
    #expect(run.slotLedger[.throttled] == Nanoseconds(counted))
    #expect(run.trust.notes.contains { $0.hasPrefix("throttled is estimated") })
    #expect(recorded.summary.notes.contains { $0.contains("CPU quota") && $0.contains("2 times") })
  }

  /// Known truth: the control group's own count, and that a spinner that may use a twentieth of a
  /// CPU does not work for most of its time.
  @Test func `a spinner under a real quota was throttled as long as the kernel says`() throws {
    try Repeated.upTo { repeated in
      guard let group = QuotaGroup(share: 20) else { return }
      let spinner = """
        import time
        end = time.perf_counter() + 1.5
        while time.perf_counter() < end: pass
        """
      let python = try Interpreter.path.get()
      let recorded = try Recorded(
        [
          "sh", "-c", "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"", group.path, python, "-I",
          "-c",
          spinner,
        ])
      #expect(recorded.status == 0)
      guard recorded.hasTimeline else { return }
      let run = try run(recorded)
      let (told, throttled) = (group.throttled, run.slotLedger[.throttled].count)
      #expect(throttled <= told)
      let line = "\(throttled) of \(told) ns in \(run.makespan.count), \(run.slotLedger.nonZero)"
      // What came before the first look and after the last is missing: the more, the later a busy
      // machine lets the recorder look.
      repeated.expect(2 * throttled > told, line)
      repeated.expect(run.slotLedger[.work].count * 2 < run.makespan.count, line)
    }
  }
}

/// A control group with a CPU quota, where this machine lets one be made; gone with its value.
final class QuotaGroup {
  let path: String

  /// - Parameter share: One CPU by this is the quota.
  init?(share: Int) {
    let name = "stretto-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    for root in ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup", "/sys/fs/cgroup/unified"] {
      let path = "\(root)/\(name)"
      guard mkdir(path, 0o755) == 0 else { continue }
      let files = [
        ("cpu.cfs_quota_us", "\(100_000 / share)"), ("cpu.max", "\(100_000 / share) 100000"),
      ]
      if files.contains(where: { Self.write($1, to: "\(path)/\($0)") }) {
        self.path = path
        return
      }
      rmdir(path)
    }
    return nil
  }

  deinit { rmdir(path) }

  /// Nanoseconds that it was stopped, as the kernel counts them.
  var throttled: Int64 {
    let text = try? String(contentsOfFile: "\(path)/cpu.stat", encoding: .utf8)
    return text.flatMap { QuotaStops(statistics: $0)?.time } ?? 0
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY)
    guard file >= 0 else { return false }
    defer { close(file) }
    return Glibc.write(file, text, text.utf8.count) == text.utf8.count
  }
}
