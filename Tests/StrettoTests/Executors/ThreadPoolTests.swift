import Glibc
import Synchronization
import Testing
import TraceModel

@testable import Stretto

struct ThreadPoolTests {
  private let keys = (0..<20).map { "item \($0)" }

  @Test(arguments: [1, 3]) func `results come back to the handles they belong to`(
    threads: Int
  ) throws {
    let pool = try ThreadPool(threads: threads)
    let handles = (0..<100).map { number in pool.submit("item") { number * number } }
    #expect(try handles.map { try $0.wait() } == (0..<100).map { $0 * $0 })
    pool.shutDown()
  }

  @Test func `one thread takes tasks in the order they were submitted`() throws {
    let pool = try ThreadPool(threads: 1)
    let order = Guarded<[Int]>([])
    for number in 0..<100 { pool.submit("item") { order.withLock { $0.append(number) } } }
    pool.shutDown()
    #expect(order.withLock { $0 } == Array(0..<100))
  }

  @Test func `as many tasks run at once as there are threads`() throws {
    let pool = try ThreadPool(threads: 4)
    let gathering = Gathering(4)
    let handles = (0..<4).map { _ in pool.submit("item") { gathering.wait() } }
    for handle in handles { try handle.wait() }
    pool.shutDown()
  }

  @Test func `shutting down waits for everything submitted`() throws {
    let pool = try ThreadPool(threads: 1)
    let gate = try Pipe()
    let ran = Atomic(0)
    pool.submit("first") { gate.receive() }
    for _ in 0..<50 { pool.submit("later") { _ = ran.add(1, ordering: .relaxed) } }
    gate.send()
    pool.shutDown()
    #expect(ran.load(ordering: .relaxed) == 50)
    pool.shutDown()
  }

  @Test func `a body's error comes out of its handle as it was thrown`() throws {
    let pool = try ThreadPool(threads: 2)
    let bad = pool.submit("bad") { () throws -> Int in throw Spoiled(reason: "rotten") }
    let good = pool.submit("good") { 7 }
    #expect(throws: Spoiled(reason: "rotten")) { try bad.wait() }
    #expect(try good.wait() == 7)
    pool.shutDown()
  }

  @Test func `a task submitted too late fails with one sentence`() throws {
    let pool = try ThreadPool(threads: 1)
    pool.shutDown()
    let error = try #require(throws: ExecutorError.self) { try pool.submit("late") { 1 }.wait() }
    #expect(error.code == .shutDown)
    #expect(
      error.description
        == "The thread pool was shut down before this task was submitted: submit it earlier.")
  }

  @Test func `no thread at all is refused`() throws {
    let error = try #require(throws: ExecutorError.self) { try ThreadPool(threads: 0) }
    #expect(error.code == .tooFew)
    #expect(error.description == "0 threads cannot run anything: ask for at least 1.")
  }

  @Test(
    .enabled(if: (try? ResourceLimits.current().admit(threads: 10_000)) != nil),
    .disabled(if: Sanitizer.isActive, "thousands of shadow stacks")
  )
  func `ten thousand threads start and end`() throws {
    let pool = try pool(threads: 10_000)
    let handles = (0..<10_000).map { number in pool.submit("item") { number } }
    #expect(try handles.reduce(0) { $0 + (try $1.wait()) } == 9_999 * 5_000)
    pool.shutDown()
  }

  /// A pool, as soon as what other tests hold for a while leaves room for it.
  private func pool(threads: Int) throws -> ThreadPool {
    let limit = ContinuousClock.now + .seconds(60)
    while true {
      do {
        return try ThreadPool(threads: threads)
      } catch {
        guard error.code == .tooMany, .now < limit else { throw error }
        usleep(10_000)
      }
    }
  }

  @Test func `async code can await a handle`() async throws {
    let pool = try ThreadPool(threads: 2)
    let gate = try Pipe()
    let handle = pool.submit("item") {
      gate.receive()
      return 5
    }
    async let value = handle.value
    gate.send()
    #expect(try await value == 5)
    #expect(try await handle.value == 5)
    try await onOwnThread { pool.shutDown() }
  }

  @Test func `a trace holds every phase of every task`() throws {
    let recorded = try Recorded { tracer in
      let pool = try ThreadPool(threads: 3, name: "squares", tracer: tracer)
      let handles = keys.map { key in pool.submit(key) { key.count } }
      for (key, handle) in zip(keys, handles) { #expect(try handle.wait() == key.count) }
      pool.shutDown()
    }
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    for (category, name) in [
      (Category.dispatch, "submit"), (.dispatch, "take"), (.dispatch, "return"),
      (.dispatch, "collect"),
    ] {
      #expect(recorded.count(category, name) == 20, "\(name)")
    }
    #expect(recorded.trace.flows.count { $0.category == .submit } == 20)
    #expect(recorded.trace.flows.count { $0.category == .result } == 20)
    #expect(recorded.count(.startup, "start") == 3)
    #expect(recorded.count(.teardown, "shut down") == 1)
    #expect(recorded.lanes(.worker) == ["squares 1", "squares 2", "squares 3"])
    for task in recorded.trace.spans where task.category == .task {
      #expect(recorded.trace.details[Int(task.detail)].cpuTime != nil)
      #expect(recorded.lane(task.lane).roles == .worker)
    }
  }

  @Test func `a thread that blocks for a result shows as joining, the others do not`() throws {
    let recorded = try Recorded { tracer in
      let pool = try ThreadPool(threads: 1, tracer: tracer)
      let gate = try Pipe()
      let blocked = pool.submit("blocked") { gate.receive() }
      let release = try TestThread {
        while blocked.waiterCount == 0 { sched_yield() }
        gate.send()
      }
      try blocked.wait()
      release.join()
      try blocked.wait()
      pool.shutDown()
    }
    let join = try #require(recorded.spans("join").first)
    #expect(recorded.spans("join").count == 1)
    #expect(join.category == .wait)
    let task = try #require(recorded.spans("blocked").first)
    #expect(join.start < task.end && task.end <= join.end)
    #expect(recorded.count(.dispatch, "collect") == 1)
  }

  @Test func `a body that throws leaves a whole trace`() throws {
    let recorded = try Recorded { tracer in
      let pool = try ThreadPool(threads: 2, tracer: tracer)
      let bad = pool.submit("bad") { throw Spoiled() }
      let good = pool.submit("good") {}
      #expect(throws: Spoiled()) { try bad.wait() }
      try good.wait()
      pool.shutDown()
    }
    recorded.expectWholeTasks(["bad", "good"])
    recorded.expectTidyLanes()
  }

  @Test func `a refused task leaves nothing in the trace`() throws {
    let recorded = try Recorded { tracer in
      let pool = try ThreadPool(threads: 1, tracer: tracer)
      pool.shutDown()
      #expect(throws: ExecutorError.self) { try pool.submit("late") { 1 }.wait() }
    }
    #expect(recorded.trace.flows.isEmpty)
    #expect(recorded.trace.spans.allSatisfy { $0.category != .dispatch })
  }
}
