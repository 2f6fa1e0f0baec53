import Analysis
import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Interpreter locks in the trace, and in what is made of it.
@Suite(.serialized) struct TracedLockTests {
  private func recorded(_ python: FoundPython, _ program: String) throws -> Recorded {
    try Recorded([python.path, "-c", program], recordsPython: true)
  }

  @Test(arguments: LockPythons.all)
  func `threads that count wait for the lock, in the trace and in the ledgers`(
    python: FoundPython
  ) throws {
    try Repeated.upTo { bounds in
      let recorded = try recorded(python, LockTruthTests.counting)
      #expect(recorded.status == 0)
      #expect(recorded.summary.capabilities.contains("gil"))
      #expect(recorded.summary.notes.allSatisfy { !$0.contains("GIL") })
      let lanes = LockIntervals.workers(recorded)
      try #require(lanes.count == 4)
      var sums = LockIntervals.Sum()
      for lane in lanes { sums.add(LockIntervals(recorded, of: lane).sum) }
      let share = Double(sums.waiting) / Double(sums.task)
      bounds.expect(share > 0.55 && share < 0.85, "waiting \(share)")
      if recorded.hasTimeline {
        // Who waits for the lock is off the CPU, and who only counts is blocked by nothing else.
        // Measured: 0.2 % on a machine with five times as many threads as cores.
        let onCPU = Double(sums.waitingOnCPU) / Double(sums.waiting)
        bounds.expect(onCPU < 0.02, "waiting on a CPU \(onCPU)")
        let otherwise = Double(sums.blockedOtherwise) / Double(sums.blocked)
        bounds.expect(otherwise < 0.02, "blocked otherwise \(otherwise)")
      }
      let run = try #require(try recorded.run())
      #expect(run.model == .threads)
      let ledger = run.slotLedger
      #expect(ledger[.gil].count > ledger[.work].count, "\(ledger)")
      let progress = try #require(run.progressParallelism)
      bounds.expect(progress < 1.2, "progress \(progress)")
      // The first thread waits for it too, before it waits for the others.
      #expect((4...5).contains(run.gil?.lanes ?? 0))
    }
  }

  @Test func `a Python with an environment of its own is listed`() throws {
    let python = try #require(Pythons.chosen.last)
    let recorded = try Recorded(
      ["/usr/bin/env", "-i", python.path, "-c", "pass"], recordsPython: true)
    guard recorded.hasTimeline else { return }
    #expect(recorded.summary.notes.contains { $0.contains("the GIL of 1 Python process") })
    #expect(!recorded.summary.capabilities.contains("gil"))
  }

  @Test func `the cheapest layers leave the lock out`() throws {
    let folder = AgentFolder(
      {
        var options = RecorderOptions(
          command: [], environment: ProgramEnvironment([:]), output: "", cores: 1)
        options.isLight = true
        return options
      }())
    #expect(folder.variables["PYTHONPATH"] != nil)
    #expect(folder.variables["LD_PRELOAD"] == nil)
    folder.remove(isUnused: true)
  }
}
