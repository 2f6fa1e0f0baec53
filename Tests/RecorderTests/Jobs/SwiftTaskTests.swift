import Analysis
import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Async tasks of Swift programs that know nothing of the recorder.
@Suite(.serialized) struct SwiftTaskTests {
  @Test func `a group of four tasks that count is four tasks on two threads`() throws {
    try Repeated.upTo { bounds in
      let run = try SwiftRun("group")
      #expect(run.recorded.status == 7)
      #expect(run.recorded.summary.capabilities.contains("swift-tasks"))
      // A task whose thread loses its core right at its end may not have told of it.
      bounds.expect(run.swiftNotes.isEmpty, "\(run.swiftNotes)")
      #expect(run.names == Array(repeating: SwiftRun.main("closure #1 in closure #1"), count: 4))
      #expect(run.recorded.trace.flows.count { $0.category == .submit } == 4)
      let analysis = try #require(try run.recorded.run())
      #expect(analysis.model == .tasks)
      #expect(analysis.tasks == 4)
      #expect(analysis.tellsTasks)
      let ledger = analysis.slotLedger
      // What counts waits for nothing.
      #expect(ledger[.io].count == 0 && ledger[.join].count == 0, "\(ledger)")
      #expect(run.steps.allSatisfy { $0 == 1 })
      guard run.recorded.hasTimeline else { return }
      // The pool has a thread for each core.
      let cores = min(4, ProcessInfo.processInfo.activeProcessorCount)
      let overlap = run.overlap
      bounds.expect(abs(overlap - Double(cores)) < 0.4, "overlap \(overlap) on \(cores) cores")
      let onCPU = Double(run.recorded.threads.reduce(0) { $0 + $1.onCPU })
      let share = Double(analysis.coreLedger[.work].count) / onCPU
      bounds.expect(share > 0.95 && share <= 1, "work \(share) of the time on a CPU")
    }
  }

  @Test func `a pair of async lets is two tasks`() throws {
    let run = try SwiftRun("pair")
    #expect(run.recorded.status == 7)
    #expect(run.names.count == 2)
    #expect(run.names.allSatisfy { $0.hasSuffix(SwiftRun.main("")) }, "\(run.names)")
    #expect(try run.recorded.run()?.tasks == 2)
  }

  @Test func `a task that sleeps has steps before, between and after`() throws {
    // The time runs from before the step's end: a thread that has to wait for a core in between
    // makes the wait shorter.
    try Repeated.upTo { bounds in
      let run = try SwiftRun("sleep")
      #expect(run.recorded.status == 7)
      #expect(run.names.count == 3)
      // A task that is kept from its core for as long as it would sleep need not sleep at all.
      bounds.expect(run.steps.allSatisfy { $0 >= 3 }, "\(run.steps)")
      let sleeps = run.waits(.sleep)
      bounds.expect(sleeps.count == 6, "\(sleeps)")
      bounds.expect(sleeps.allSatisfy { $0 >= 19_900_000 }, "\(sleeps)")
      // Nothing but sleep was waited for, and none of it is called anything else.
      #expect(run.waits(.io).isEmpty && run.waits(.unknown).isEmpty)
      let ledger = try #require(try run.recorded.run()).taskLedger
      #expect(ledger[.io].count == sleeps.reduce(0, +), "\(ledger)")
      bounds.expect(ledger[.unattributed].count * 100 < ledger.total.count, "\(ledger)")
    }
  }

  @Test func `a time that need not be exact is slept for as well`() throws {
    try Repeated.upTo { bounds in
      let run = try SwiftRun("tolerant")
      #expect(run.names.count == 1)
      let sleeps = run.waits(.sleep)
      bounds.expect(sleeps.count == 1 && sleeps.allSatisfy { $0 >= 19_900_000 }, "\(sleeps)")
    }
  }

  @Test func `a task that goes to the main actor has a step there and one behind`() throws {
    let run = try SwiftRun("hop")
    #expect(run.recorded.status == 7)
    #expect(run.names.count == 2)
    #expect(run.steps == [3, 3])
    let visits = run.tasks.compactMap { run.steps(of: $0).dropFirst().first }
    try #require(visits.count == 2)
    let (first, second) = (visits[0], visits[1])
    #expect(first.end <= second.start || second.end <= first.start, "both on the main actor")
    // Nobody made them wait: they were ready all the time.
    #expect(run.waits(.unknown).isEmpty && run.waits(.join).isEmpty)
  }

  @Test func `tasks that visit an actor are tasks, and wait for nothing else`() throws {
    let run = try SwiftRun("actor")
    #expect(run.recorded.status == 7)
    #expect(run.names.count == 3)
    // A step more for each visit that found the actor busy, and one back.
    #expect(run.steps.allSatisfy { (1...11).contains($0) }, "\(run.steps)")
    #expect(run.waits(.sleep).isEmpty && run.waits(.io).isEmpty && run.waits(.unknown).isEmpty)
  }

  @Test func `a task of its own is one`() throws {
    let run = try SwiftRun("unstructured")
    #expect(run.recorded.status == 7)
    #expect(run.names.count == 1)
    #expect(run.names.allSatisfy { $0.hasSuffix(SwiftRun.main("")) }, "\(run.names)")
  }

  @Test func `what ran before a kill is there, and what was open is said`() throws {
    let run = try SwiftRun("hang")
    #expect(run.recorded.status == 137)
    #expect(run.names.count == 3)
    #expect(run.steps.allSatisfy { $0 >= 2 }, "\(run.steps)")
    #expect(run.swiftNotes.contains { $0.hasPrefix("3 async tasks") }, "\(run.swiftNotes)")
    let lives = run.tasks.map { run.recorded.trace.lanes[Int($0.lane)].id.process }
    #expect(Set(lives).count == 1)
  }

  @Test func `a program without async tasks shows none`() throws {
    let scratch = Scratch()
    let program = try Tools.compile("print(42)", "plain.swift", in: scratch)
    let recorded = try Recorded([program], recordsPython: true)
    #expect(recorded.status == 0)
    #expect(!recorded.summary.capabilities.contains("swift-tasks"))
    #expect(recorded.trace.asyncSpans.isEmpty)
    #expect(recorded.summary.notes.allSatisfy { !$0.contains("Swift") })
    #expect(recorded.summary.model == .sequential)
  }

  @Test func `a program with the runtime inside is named`() throws {
    let program = try SwiftPrograms.staticallyLinked.get()
    // Also when another program starts it, where the kernel tells what was executed.
    for command in [[program, "sleep"], ["/bin/sh", "-c", "\(program) sleep; exit 7"]] {
      let run = try SwiftRun(command: command)
      #expect(run.recorded.status == 7)
      #expect(run.names.isEmpty)
      guard run.recorded.hasTimeline || command[0] == program else { continue }
      #expect(
        run.swiftNotes.contains {
          $0.hasPrefix("jobs of Swift Concurrency in program-static could not be seen")
        }, "\(run.swiftNotes)")
    }
  }
}
