import BusyMachine
import Foundation
import Testing
import TraceModel

@testable import Recorder

/// Programs that block for known reasons, with what the kernel tells of them.
///
/// Where the kernel does not tell, the trace must say so and give no reason.
@Suite(.serialized) struct KnownBlockingTests {
  /// Whether reasons can be told here; where not, none may be there.
  private func tellsReasons(_ recorded: Recorded) -> Bool {
    if recorded.summary.capabilities.contains("wait-reasons") {
      #expect(recorded.summary.eventsLost == 0)
      #expect(recorded.summary.anomalies == 0)
      return true
    }
    #expect(
      recorded.summary.notes.contains {
        $0.contains("why threads block") || $0.contains("perf_event_open")
      })
    #expect(recorded.summary.explained <= recorded.summary.blocked)
    return false
  }

  @Test func `each way to block has its reason, within 2 per cent of the blocked time`() throws {
    try Repeated.upTo { bounds in
      let scratch = Scratch()
      let report = scratch.file("calls")
      let recorded = try Recorded(python: Self.program, report, scratch.file("file"))
      #expect(recorded.status == 0)
      guard tellsReasons(recorded) else { return }
      let main = try #require(recorded.threads.min { $0.birth < $1.birth })
      let intervals = RecordedIntervals(recorded, of: main.lane)
      let calls = try Self.calls(in: report)
      #expect(Set(calls.map(\.name)).count == 12)
      for name in Set(calls.map(\.name)).sorted() {
        let own = calls.filter { $0.name == name }
        let reason = try #require(own.first?.reason)
        let (blocked, explained) = own.reduce(into: (Int64(0), Int64(0))) { sums, call in
          let sum = intervals.sum(from: call.start, to: call.end)
          sums.0 += call.end - call.start - sum.run - sum.ready
          sums.1 += sum.waits[reason] ?? 0
        }
        bounds.expect(
          explained >= blocked - blocked / 50, "\(name): \(explained) of \(blocked) ns")
        #expect(explained <= blocked + 1000 * Int64(own.count), "\(name)")
        // What wakes up late is ready, not blocked: never less than what was asked for.
        let asked = own.reduce(0) { $0 + $1.asked }
        bounds.expect(explained >= asked - asked / 50, "\(name): \(explained) of \(asked) ns")
      }
    }
  }

  @Test func `a thread that wants the GIL waits for it, one that wants a lock does not`() throws {
    try Repeated.upTo { bounds in
      let recorded = try Recorded(python: Self.wanting)
      guard tellsReasons(recorded) else { return }
      let others = recorded.threads.filter { !$0.isMain }.sorted { $0.birth < $1.birth }
      #expect(others.count == 4)
      for thread in others {
        let intervals = RecordedIntervals(recorded, of: thread.lane)
        let sum = intervals.sum(from: thread.birth, to: try #require(thread.death))
        let (lock, gil) = (sum.waits[.lock] ?? 0, sum.waits[.gil] ?? 0)
        if thread.lane == others.last?.lane {
          bounds.expect(lock >= 95_000_000, "\(lock) ns for the lock")
          bounds.expect(gil < 20_000_000, "\(gil) ns for the GIL")
        } else {
          let life = try #require(thread.death) - thread.birth
          let blocked = life - sum.run - sum.ready
          // One of three has it; one that is ready waits for a core first.
          bounds.expect(gil + sum.ready > life / 3, "\(gil) + \(sum.ready) of \(life) ns")
          bounds.expect(gil >= blocked - blocked / 50 - 2_000_000, "\(gil) of \(blocked) ns")
        }
      }
    }
  }

  @Test func `programs other than Python have reasons too`() throws {
    try Repeated.upTo { bounds in
      let recorded = try Recorded(["sh", "-c", "(sleep 0.3; echo) | cat >/dev/null; sleep 0.1; :"])
      guard tellsReasons(recorded) else { return }
      func waited(_ name: String, _ reason: WaitReason) -> Int64 {
        recorded.threads.filter { $0.name == name }.reduce(0) { sum, thread in
          let sums = RecordedIntervals(recorded, of: thread.lane)
            .sum(from: thread.birth, to: thread.death ?? thread.birth)
          return sum + (sums.waits[reason] ?? 0)
        }
      }
      for (name, reason, least) in [
        ("sleep", WaitReason.sleep, Int64(400_000_000)), ("cat", .io, 200_000_000),
        ("sh", .join, 300_000_000),
      ] {
        let waited = waited(name, reason)
        bounds.expect(waited >= least, "\(name): \(waited) ns")
      }
      let (explained, blocked) = (recorded.summary.explained, recorded.summary.blocked)
      bounds.expect(explained > blocked * 98 / 100, "\(explained) of \(blocked) ns")
      #expect(explained <= blocked)
    }
  }
}

// MARK: - The program

extension KnownBlockingTests {
  private struct Call {
    var name: String
    var reason: WaitReason
    var start: Int64
    var end: Int64
    /// How long it must have blocked at least.
    var asked: Int64
  }

  private static func calls(in path: String) throws -> [Call] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return Call(
        name: String(words[0]), reason: WaitReason(word: words[1]),
        start: try #require(Int64(words[2])), end: try #require(Int64(words[3])),
        asked: try #require(Int64(words[4])))
    }
  }

  /// Three threads that want the GIL, and after them one that wants a lock.
  private static let wanting = """
    import threading, time
    def count():
        while time.process_time() < 0.5: pass
    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    lock = threading.Lock()
    lock.acquire()
    def want():
        lock.acquire()
    thread = threading.Thread(target=want)
    thread.start()
    time.sleep(0.1)
    lock.release()
    thread.join()
    """

  /// Blocks in each of the ways, and writes when each call began and ended.
  private static let program = """
    import fcntl, os, select, socket, subprocess, sys, threading, time
    calls = []
    def timed(name, reason, call, asked=0):
        start = time.monotonic_ns()
        result = call()
        calls.append((name, reason, start, time.monotonic_ns(), int(asked * 1e9)))
        return result
    start, begin = os.pipe()
    jobs = []
    def feed():
        while os.read(start, 1) == b"x":
            time.sleep(0.04)
            jobs.pop()()
    threading.Thread(target=feed, daemon=True).start()
    def fed(name, reason, job, call):
        jobs.append(job)
        os.write(begin, b"x")
        return timed(name, reason, call)
    left, right = socket.socketpair()
    server = socket.create_server(("127.0.0.1", 0))
    reading, writing = os.pipe()
    poll = select.epoll()
    poll.register(reading, select.EPOLLIN)
    lock = threading.Lock()
    lock.acquire()
    other = open(sys.argv[2] + ".lock", "w")
    own = open(sys.argv[2] + ".lock", "w")
    for _ in range(4):
        fed("recv", "io", lambda: right.send(b"y"), lambda: left.recv(1))
        clients = []
        fed("accept", "io", lambda: clients.append(socket.create_connection(server.getsockname())), server.accept)[0].close()
        fed("read", "io", lambda: os.write(writing, b"y"), lambda: os.read(reading, 1))
        fed("poll", "io", lambda: os.write(writing, b"y"), poll.poll)
        os.read(reading, 1)
        timed("select", "io", lambda: select.select([reading], [], [], 0.04), 0.04)
        timed("epoll", "io", lambda: poll.poll(0.04), 0.04)
        timed("nothing", "sleep", lambda: select.select([], [], [], 0.04), 0.04)
        timed("sleep", "sleep", lambda: time.sleep(0.04), 0.04)
        fed("lock", "lock", lock.release, lock.acquire)
        fcntl.flock(other, fcntl.LOCK_EX)
        fed("flock", "lock", lambda: fcntl.flock(other, fcntl.LOCK_UN), lambda: fcntl.flock(own, fcntl.LOCK_EX))
        fcntl.flock(own, fcntl.LOCK_UN)
        child = os.fork()
        if child == 0:
            time.sleep(0.04)
            os._exit(0)
        timed("wait", "join", lambda: os.waitpid(child, 0))
        file = open(sys.argv[2], "wb")
        file.write(b"z" * 200000)
        file.flush()
        timed("fsync", "io", lambda: os.fsync(file.fileno()))
    with open(sys.argv[1], "w") as report:
        for call in calls: print(*call, file=report)
    """
}
