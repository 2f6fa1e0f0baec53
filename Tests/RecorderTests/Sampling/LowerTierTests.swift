import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Recordings where the kernel allows less: each in a process of its own that gives up rights.
@Suite struct LowerTierTests {
  @Test func `where events are forbidden the timeline is sampled, and said so`() async {
    await #expect(processExitsWith: .success) {
      try Restrictions.forbidEvents()
      try Repeated.upTo { bounds in
        let recorded = try Recorded(python: Self.spinnerAndSleepers)
        #expect(recorded.status == 0)
        let capabilities = recorded.summary.capabilities
        #expect(capabilities.contains("sched-sampled"))
        #expect(!capabilities.contains("sched"))
        #expect(!capabilities.contains("wait-reasons"))
        #expect(
          recorded.summary.notes.contains {
            $0.contains("perf_event_open") && $0.contains("sampled at 50 Hz")
              && $0.contains("shorter than 20 ms may be missing")
          })
        #expect(recorded.summary.anomalies == 0)
        #expect(recorded.threads.allSatisfy { $0.death != nil })
        let seen = try #require(recorded.summary.onCPU)
        #expect(seen == recorded.total(.run))
        // A recorder that does not get a CPU either looks later than it wants to, and says so.
        bounds.expect(recorded.threads.count == 4, "\(recorded.threads.count) threads")
        bounds.expect(seen >= 150_000_000, "\(seen) ns seen")
        // What it charges may be more: the last moments of a thread are not seen.
        let charged = try #require(recorded.ending?.cpu)
        bounds.expect(seen <= charged + 40_000_000, "\(seen) of \(charged) ns")
        let sleepers = recorded.threads.filter { thread in
          RecordedIntervals(recorded, of: thread.lane)
            .sum(from: thread.birth, to: thread.death ?? 0).waits[.sleep] ?? 0 > 250_000_000
        }
        bounds.expect(sleepers.count == 2, "\(sleepers.count) sleepers")
      }
    }
  }

  private static let spinnerAndSleepers = """
    import threading, time
    def count():
        end = time.thread_time() + 0.3
        while time.thread_time() < end: pass
    def rest(): time.sleep(0.5)
    threads = [threading.Thread(target=f) for f in (count, rest, rest)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    """

  @Test func `where events are forbidden the processes of a tree are found`() async {
    await #expect(processExitsWith: .success) {
      try Restrictions.forbidEvents()
      try Repeated.upTo { bounds in
        let recorded = try Recorded(["sh", "-c", "sleep 0.9 & sleep 0.8; wait"])
        #expect(recorded.status == 0)
        #expect(recorded.summary.anomalies == 0)
        bounds.expect(recorded.summary.processes == 3, "\(recorded.summary.processes) processes")
        let names = Set(recorded.threads.map(\.name))
        bounds.expect(names == ["sh", "sleep"], "\(names)")
        guard let shell = recorded.threads.first(where: { $0.name == "sh" }) else { return }
        let sum = RecordedIntervals(recorded, of: shell.lane)
          .sum(from: shell.birth, to: try #require(shell.death))
        bounds.expect(sum.waits[.join] ?? 0 > 200_000_000, "\(sum.waits)")
      }
    }
  }

  @Test func `an ordinary user without a capability has a timeline, or it is said why not`() async {
    await #expect(processExitsWith: .success) {
      try Restrictions.becomeOrdinary()
      try Repeated.upTo { bounds in
        let recorded = try Recorded(["sh", "-c", "sleep 0.9 & sleep 0.8; wait"])
        #expect(recorded.status == 0)
        #expect(recorded.summary.anomalies == 0)
        bounds.expect(recorded.summary.processes == 3, "\(recorded.summary.processes) processes")
        let capabilities = recorded.summary.capabilities
        if capabilities.contains("sched") {
          #expect(recorded.total(.run) > 0)
        } else {
          #expect(capabilities.contains("sched-sampled"))
          #expect(recorded.summary.notes.contains { $0.contains("perf_event_open") })
        }
        // What the kernel lets everyone see is a matter of kernel.perf_event_paranoid.
        // Long waits have their reasons, whoever looks.
        let waits = recorded.threads.filter { $0.name == "sleep" }.map { thread in
          RecordedIntervals(recorded, of: thread.lane)
            .sum(from: thread.birth, to: thread.death ?? 0).waits
        }
        bounds.expect(waits.count == 2, "\(waits.count) sleepers")
        bounds.expect(waits.allSatisfy { $0[.sleep] ?? 0 > 400_000_000 }, "\(waits)")
        bounds.expect(waits.allSatisfy { $0.count == 1 }, "\(waits)")
        if !capabilities.contains("wait-reasons") {
          #expect(
            recorded.summary.notes.contains {
              $0.contains("why threads block") || $0.contains("perf_event_open")
            })
        }
      }
    }
  }
}
