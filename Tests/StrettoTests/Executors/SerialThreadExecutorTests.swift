import Glibc
import Testing
import TraceModel

@testable import Stretto

actor Account {
  private let executor: SerialThreadExecutor
  private(set) var balance = 0
  private(set) var threads: Set<UInt> = []

  init(_ executor: SerialThreadExecutor) { self.executor = executor }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func deposit(_ amount: Int) -> Int {
    balance += amount
    threads.insert(UInt(pthread_self()))
    return balance
  }
}

struct SerialThreadExecutorTests {
  @Test func `an actor's calls run one at a time on the executor's thread`() async throws {
    let executor = try SerialThreadExecutor()
    let account = Account(executor)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { _ = await account.deposit(1) } }
    }
    #expect(await account.balance == 100)
    #expect(await account.threads.count == 1)
    try await onOwnThread { executor.shutDown() }
  }

  @Test func `a call after the shut-down still runs, in isolation`() async throws {
    let executor = try SerialThreadExecutor()
    let account = Account(executor)
    try await onOwnThread { executor.shutDown() }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { _ = await account.deposit(1) } }
    }
    #expect(await account.balance == 100)
  }

  @Test func `actor calls of submitted tasks are steps of those tasks`() throws {
    let keys = (0..<10).map { "deposit \($0)" }
    let recorded = try Recorded { tracer in
      let executor = try SerialThreadExecutor(name: "bank", tracer: tracer)
      let account = Account(executor)
      let handles = keys.map { key in executor.submit(key) { await account.deposit(1) } }
      #expect(Set(try handles.map { try $0.wait() }) == Set(1...10))
      executor.shutDown()
    }
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    #expect(recorded.lanes(.loop) == ["bank"])
    #expect(recorded.count(.startup, "start") == 1)
    #expect(recorded.count(.teardown, "shut down") == 1)
    for key in keys {
      // How many depends on what the optimiser leaves of the hops.
      #expect(!recorded.steps(of: key).isEmpty)
      #expect(recorded.waits(of: key).isEmpty)
    }
    #expect(recorded.trace.spans.allSatisfy { $0.category != .step || $0.task != .none })
  }

  @Test func `calls of other tasks are steps of no task`() async throws {
    let recorded = try await Recorded.later { tracer in
      let executor = try SerialThreadExecutor(tracer: tracer)
      let account = Account(executor)
      #expect(await account.deposit(7) == 7)
      try await onOwnThread { executor.shutDown() }
    }
    let steps = recorded.trace.spans.filter { $0.category == .step }
    #expect(!steps.isEmpty && steps.allSatisfy { $0.task == .none })
    #expect(recorded.trace.asyncSpans.isEmpty)
  }
}
