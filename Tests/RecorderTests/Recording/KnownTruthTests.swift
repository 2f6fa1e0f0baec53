import Analysis
import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Programs whose truth is known, recorded for real.
///
/// Where the kernel refuses the timeline, each must say so instead.
@Suite(.serialized) struct KnownTruthTests {
  /// The timeline is there and sound, or its lack is said.
  private func isSound(_ recorded: Recorded) -> Bool {
    guard recorded.hasTimeline else {
      #expect(recorded.summary.notes.contains { $0.contains("perf_event_open") })
      return false
    }
    #expect(recorded.summary.eventsLost == 0)
    #expect(recorded.summary.anomalies == 0)
    #expect(recorded.threads.allSatisfy { $0.death != nil })
    return true
  }

  @Test func `a sleeper is off the CPU`() throws {
    try Repeated.upTo { bounds in
      let recorded = try Recorded(["sleep", "0.4"])
      #expect(recorded.status == 0)
      guard isSound(recorded) else { return }
      #expect(recorded.wall >= 400_000_000)
      #expect(recorded.total(.run) < recorded.wall / 4)
      let run = try #require(try recorded.run())
      #expect(run.model == .sequential)
      let tells = recorded.summary.explained > 0
      if recorded.summary.capabilities.contains("wait-reasons") { #expect(tells) }
      #expect(run.trust.tiers.contains(4) == tells)
      // Where nobody told why it slept, no reason is made up; what is left is loading it.
      let (slept, other) = (
        run.slotLedger[tells ? .io : .unattributed], run.slotLedger[tells ? .unattributed : .io]
      )
      bounds.expect(slept.count > run.makespan.count / 2, "\(run.slotLedger)")
      bounds.expect(other.count < run.makespan.count / 20, "\(run.slotLedger)")
    }
  }

  @Test func `a spinner is never blocked while it spins`() throws {
    try Repeated.upTo { bounds in
      let recorded = try Recorded(
        python: "import time\nwhile time.process_time() < 0.4: pass")
      guard isSound(recorded) else { return }
      let busy = recorded.total(.run) + recorded.total(.ready)
      #expect(recorded.total(.run) >= 380_000_000)
      // What is left is loading the interpreter from disk.
      bounds.expect(
        busy > recorded.wall - recorded.wall / 4, "busy \(busy) of \(recorded.wall) ns")
    }
  }

  @Test func `the time on CPUs is what the kernel charges`() throws {
    try Repeated.upTo { bounds in
      let recorded = try Recorded(
        python: """
          import threading, zlib
          data = bytes(1 << 22)
          def work():
              for _ in range(40): zlib.crc32(data)
          threads = [threading.Thread(target=work) for _ in range(4)]
          for thread in threads: thread.start()
          for thread in threads: thread.join()
          """)
      guard isSound(recorded) else { return }
      let charged = try #require(recorded.ending?.cpu)
      let seen = try #require(recorded.summary.onCPU)
      // Time that a host takes away counts on one side only.
      bounds.expect(
        abs(seen - charged) <= charged / 10 + 20_000_000, "\(seen) ns seen, \(charged) charged")
      #expect(seen == recorded.total(.run))
      #expect(recorded.summary.model == .threads)
      #expect(recorded.threads.count == 5)
      let run = try #require(try recorded.run())
      #expect(run.slots == 4)
      #expect(run.tasks == 4)
    }
  }

  @Test func `two hundred short threads are all there, from birth to death`() throws {
    let recorded = try Recorded(
      python: """
        import threading
        for _ in range(200):
            thread = threading.Thread(target=int)
            thread.start()
            thread.join()
        """)
    guard isSound(recorded) else { return }
    #expect(recorded.threads.count == 201)
    #expect(recorded.summary.processes == 1)
    let births = recorded.trace.instants.filter { recorded.trace.names[$0.name] == "birth" }
    #expect(births.count == 201)
  }

  @Test(arguments: ["fork", "spawn"])
  func `every process of a tree is there`(method: String) throws {
    let scratch = Scratch()
    let script = scratch.file("tree.py")
    try """
    import multiprocessing, sys
    def work(): sum(range(100000))
    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        processes = [context.Process(target=work) for _ in range(3)]
        for process in processes: process.start()
        for process in processes: process.join()
        # Without this it may live on after the program.
        from multiprocessing import resource_tracker
        resource_tracker._resource_tracker._stop()
    """.write(toFile: script, atomically: true, encoding: .utf8)
    let recorded = try Recorded([Interpreter.path.get(), "-I", script, method])
    #expect(recorded.status == 0)
    guard isSound(recorded) else { return }
    // Spawn starts a resource tracker beside them.
    #expect(recorded.summary.processes == (method == "fork" ? 4 : 5))
    let processes = try #require(recorded.trace.metadata?.runs.first?.processes)
    #expect(Set(recorded.trace.lanes.map(\.id.process)).isSubset(of: Set(processes)))
  }

  @Test func `a process that outlives the command is cut, and said`() throws {
    let scratch = Scratch()
    let file = scratch.file("sleeper")
    let recorded = try Recorded(["sh", "-c", "sleep 600 & echo $! >\(file); exit 4"])
    #expect(recorded.status == 4)
    let words = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    let sleeper = try #require(Int32(words.first ?? ""))
    // It was not waited for.
    #expect(kill(sleeper, SIGKILL) == 0)
    guard recorded.hasTimeline else { return }
    #expect(recorded.summary.anomalies == 0)
    #expect(recorded.summary.notes.contains { $0.contains("outlived the command") })
  }

  @Test func `a recording that stops early leaves the program alone`() throws {
    let recorded = try Recorded(["sh", "-c", "sleep 5; exit 6"], duration: .milliseconds(100))
    #expect(recorded.status == 6)
    #expect(recorded.ending == nil)
    #expect(recorded.trace.metadata?.cut != nil)
    #expect(recorded.summary.notes.contains { $0.contains("before the program ended") })
  }
}
