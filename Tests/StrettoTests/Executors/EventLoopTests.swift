import Glibc
import Synchronization
import Testing

@testable import Stretto

struct EventLoopTests {
  @Test func `results come back, and child tasks run on the loop too`() throws {
    let loop = try EventLoop()
    let handles = (0..<100).map { number in
      loop.submit("item") {
        async let twice = number * 2
        await Task.yield()
        return await twice
      }
    }
    #expect(try handles.map { try $0.wait() } == (0..<100).map { $0 * 2 })
    loop.shutDown()
  }

  @Test func `every part of every task runs on one thread, one at a time`() throws {
    let loop = try EventLoop()
    let seen = Guarded<Set<UInt>>([])
    let inside = Atomic(0)
    let handles = (0..<50).map { _ in
      loop.submit("item") {
        for _ in 0..<10 {
          #expect(inside.add(1, ordering: .relaxed).oldValue == 0)
          seen.withLock { _ = $0.insert(UInt(pthread_self())) }
          inside.subtract(1, ordering: .relaxed)
          await Task.yield()
        }
      }
    }
    for handle in handles { try handle.wait() }
    loop.shutDown()
    #expect(seen.withLock { $0.count } == 1)
  }

  @Test func `no more tasks are in flight than the limit says`() throws {
    let loop = try EventLoop(limit: 3)
    let gate = try Pipe()
    let inFlight = Atomic(0)
    let most = Atomic(0)
    // Until all are submitted; else the loop may be done with one before the next comes.
    loop.submit("gate") { gate.receive() }
    let handles = (0..<20).map { number in
      loop.submit("item") {
        most.max(inFlight.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        await Task.yield()
        await Task.yield()
        inFlight.subtract(1, ordering: .relaxed)
        return number
      }
    }
    gate.send()
    #expect(try handles.map { try $0.wait() } == Array(0..<20))
    loop.shutDown()
    #expect(most.load(ordering: .relaxed) == 3)
  }

  @Test func `shutting down waits for tasks that wait`() throws {
    let loop = try EventLoop(limit: 1)
    let pipe = try Pipe()
    let ended = Atomic(0)
    let first = loop.submit("first") { try await loop.untilReadable(pipe.readEnd) }
    for _ in 0..<3 { loop.submit("next") { _ = ended.add(1, ordering: .relaxed) } }
    pipe.send()
    loop.shutDown()
    #expect(first.isDone)
    #expect(ended.load(ordering: .relaxed) == 3)
    #expect(throws: ExecutorError.self) { try loop.submit("late") { 1 }.wait() }
  }

  @Test func `a task that outlives the loop still runs`() async throws {
    let loop = try EventLoop()
    let pipe = try Pipe()
    let task = Task.detached(executorPreference: loop) {
      for _ in 0..<10 { await Task.yield() }
      return 3
    }
    try await onOwnThread { loop.shutDown() }
    let late = Task.detached(executorPreference: loop) { 4 }
    #expect(await task.value == 3)
    #expect(await late.value == 4)
    _ = pipe
  }

  @Test func `a limit below one is refused`() throws {
    let error = try #require(throws: ExecutorError.self) { try EventLoop(limit: 0) }
    #expect(error.code == .tooFew)
  }

  @Test func `a body's error comes out of its handle as it was thrown`() throws {
    let loop = try EventLoop()
    let bad = loop.submit("bad") { () throws -> Int in throw Spoiled() }
    #expect(throws: Spoiled()) { try bad.wait() }
    loop.shutDown()
  }
}

// MARK: Waiting

extension EventLoopTests {
  @Test func `readers and writers of one descriptor wait at the same time`() throws {
    let loop = try EventLoop()
    var ends: [Int32] = [0, 0]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let (near, far) = (ends[0], ends[1])
    let reader = loop.submit("reader") {
      try await loop.untilReadable(near)
      var byte: UInt8 = 0
      return read(near, &byte, 1)
    }
    let writer = loop.submit("writer") {
      try await loop.untilWritable(near)
      return write(near, "x", 1)
    }
    #expect(try writer.wait() == 1)
    #expect(!reader.isDone)
    write(far, "y", 1)
    #expect(try reader.wait() == 1)
    loop.shutDown()
    close(near)
    close(far)
  }

  @Test func `the end of a stream counts as readable`() throws {
    let loop = try EventLoop()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let reader = loop.submit("reader") {
      try await loop.untilReadable(readEnd)
      var byte: UInt8 = 0
      return read(readEnd, &byte, 1)
    }
    close(writeEnd)
    #expect(try reader.wait() == 0)
    loop.shutDown()
    close(readEnd)
  }

  @Test func `a regular file never makes anybody wait`() throws {
    let loop = try EventLoop()
    let file = open("/proc/self/exe", O_RDONLY)
    try loop.submit("reader") { try await loop.untilReadable(file) }.wait()
    loop.shutDown()
    close(file)
  }

  @Test func `waiting for a closed descriptor fails with one sentence`() throws {
    let loop = try EventLoop()
    let error = try #require(throws: ExecutorError.self) {
      try loop.submit("reader") { try await loop.untilReadable(-1) }.wait()
    }
    #expect(error.code == .cannotWait)
    #expect(error.description == "Descriptor -1 cannot be waited for: bad file descriptor.")
    loop.shutDown()
  }

  @Test func `two tasks cannot wait to read the same descriptor`() throws {
    let loop = try EventLoop()
    let pipe = try Pipe()
    let first = loop.submit("first") { try await loop.untilReadable(pipe.readEnd) }
    let second = loop.submit("second") { try await loop.untilReadable(pipe.readEnd) }
    let error = try #require(throws: ExecutorError.self) { try second.wait() }
    #expect(error.code == .cannotWait)
    pipe.send()
    try first.wait()
    loop.shutDown()
  }

  @Test func `cancelling ends a wait, and the descriptor can be waited for again`() throws {
    let loop = try EventLoop()
    let pipe = try Pipe()
    let handle = loop.submit("cancelled") {
      let reader = Task(executorPreference: loop) { try await loop.untilReadable(pipe.readEnd) }
      await Task.yield()
      reader.cancel()
      let first = await reader.result
      pipe.send()
      try await loop.untilReadable(pipe.readEnd)
      return first
    }
    #expect(throws: CancellationError.self) { try handle.wait().get() }
    loop.shutDown()
  }

  @Test func `sleepers wake in the order of their deadlines`() throws {
    let loop = try EventLoop()
    let gate = try Pipe()
    let order = Guarded<[Int]>([])
    // Until all are submitted, so that they begin to sleep at the same time.
    loop.submit("gate") { gate.receive() }
    for delay in [300, 100, 200] {
      loop.submit("sleeper") {
        await loop.sleep(for: .milliseconds(delay))
        order.withLock { $0.append(delay) }
      }
    }
    gate.send()
    loop.shutDown()
    #expect(order.withLock { $0 } == [100, 200, 300])
  }

  @Test func `a sleeper wakes no earlier than it asked`() throws {
    let loop = try EventLoop()
    let slept = try loop.submit("sleeper") {
      await ContinuousClock().measure { await loop.sleep(for: .milliseconds(5)) }
    }.wait()
    #expect(slept >= .milliseconds(5))
    loop.shutDown()
  }

  @Test(.timeLimit(.minutes(10))) func `a cancelled sleeper wakes at once`() throws {
    let loop = try EventLoop()
    let handle = loop.submit("sleeper") {
      let sleeper = Task(executorPreference: loop) { await loop.sleep(for: .seconds(3_600)) }
      await Task.yield()
      sleeper.cancel()
      await sleeper.value
    }
    try handle.wait()
    loop.shutDown()
  }
}
