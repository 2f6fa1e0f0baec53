import BusyMachine
import Foundation
import Testing

@testable import Recorder

/// Programs of which is known who has the interpreter lock, under every Python found.
///
/// What is asserted holds on a busy machine too: a thread that is kept from its CPU while
/// it holds the lock holds it all the longer, and those who wait for it wait.
@Suite(.serialized) struct LockTruthTests {
  /// Each thread needs a fifth of a second of a CPU.
  static let counting = """
    import threading, time
    lives = []
    def count():
        start = time.monotonic_ns()
        limit = time.thread_time_ns() + 200000000
        while time.thread_time_ns() < limit:
            n = 2000
            while n: n -= 1
        lives.extend((threading.get_native_id(), start, time.monotonic_ns()))
    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(*lives)
    """

  @Test(arguments: LockPythons.all)
  func `of four threads that count, each waits three quarters of its time`(
    python: FoundPython
  ) throws {
    try Repeated.upTo { bounds in
      let run = try LockRun(python, Self.counting)
      #expect(run.finished.errors == "")
      let lock = try #require(run.records.interpreters.first)
      #expect(run.records.interpreters.count == 1)
      // Also none that overlaps another.
      #expect(run.records.lost == 0)
      #expect(!lock.isFreeThreaded)
      let numbers = run.numbers
      try #require(numbers.count == 12)
      var waited: Int64 = 0
      var lived: Int64 = 0
      var held: Int64 = 0
      for index in stride(from: 0, to: 12, by: 3) {
        waited += lock.waited(by: Int32(numbers[index]))
        held += lock.heldBy[Int32(numbers[index]), default: 0]
        lived += numbers[index + 2] - numbers[index + 1]
      }
      let share = Double(waited) / Double(lived)
      bounds.expect(share > 0.6 && share < 0.85, "waiting \(share)")
      // Who lives either waits or holds, but for the change of hands.
      let told = Double(waited + held) / Double(lived)
      bounds.expect(told > 0.9, "waiting or holding \(told)")
      for (hold, next) in zip(lock.holds, lock.holds.dropFirst()) {
        #expect(try #require(hold.end) <= next.start)
      }
    }
  }

  @Test(arguments: LockPythons.all)
  func `whoever keeps the lock is named to those who wait`(python: FoundPython) throws {
    try Repeated.upTo { bounds in
      let run = try LockRun(
        python,
        """
        import threading, time
        done = []
        def keep():
            numbers = range(20000000)
            start = time.monotonic_ns()
            sum(numbers)
            end = time.monotonic_ns()
            done.append((threading.get_native_id(), start, end))
        thread = threading.Thread(target=keep)
        thread.start()
        while not done: time.sleep(0.001)
        thread.join()
        print(*done[0], threading.get_native_id())
        """)
      let numbers = run.numbers
      try #require(numbers.count == 4)
      let (keeper, start, end, waiter) = (
        Int32(numbers[0]), numbers[1], numbers[2], Int32(numbers[3])
      )
      let lock = try #require(run.records.interpreters.first)
      let longest = try #require(
        lock.waits.max { ($0.end ?? $0.start) - $0.start < ($1.end ?? $1.start) - $1.start })
      #expect(longest.thread == waiter)
      #expect(longest.holder == keeper)
      bounds.expect(longest.held >= (end - start) / 2, "\(longest.held) ns held")
      bounds.expect(
        longest.held <= end - start + (end - start) / 10 + 50_000_000, "\(longest.held) ns held")
      let hold = try #require(
        lock.holds.filter { $0.thread == keeper }.max {
          ($0.end ?? $0.start) - $0.start < ($1.end ?? $1.start) - $1.start
        })
      bounds.expect(abs((hold.end ?? 0) - end) < (end - start) / 5 + 50_000_000, "\(hold)")
      bounds.expect(hold.start >= start - (end - start) / 5 - 50_000_000, "\(hold)")
    }
  }

  @Test(arguments: LockPythons.all)
  func `four sleepers have nothing to wait for`(python: FoundPython) throws {
    try Repeated.upTo { bounds in
      let run = try LockRun(
        python,
        """
        import threading, time
        threads = [
            threading.Thread(target=time.sleep, args=(0.3 + 0.1 * number,)) for number in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """)
      let lock = try #require(run.records.interpreters.first)
      #expect(run.records.lost == 0)
      #expect(lock.heldBy.count == 5)
      bounds.expect(lock.waited < 120_000_000, "\(lock.waited) ns")
    }
  }

  @Test(arguments: Pythons.chosen)
  func `processes do not wait for each other`(python: FoundPython) throws {
    let run = try LockRun(
      python,
      """
      import os
      children = []
      for _ in range(4):
          child = os.fork()
          if child == 0:
              n = 2000000
              while n: n -= 1
              os._exit(0)
          children.append(child)
      for child in children: os.waitpid(child, 0)
      print(*children)
      """)
    #expect(run.records.interpreters.count == 5)
    #expect(run.records.processes.isSuperset(of: run.numbers.map { Int32($0) }))
    #expect(run.records.lost == 0)
    for lock in run.records.interpreters {
      #expect(lock.waits.isEmpty)
      // Each process's first thread took the lock.
      #expect(lock.heldBy.keys.contains(lock.process) || lock.heldBy.isEmpty)
    }
  }
}
