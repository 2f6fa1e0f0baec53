import Glibc
import Synchronization
import Testing
import TraceFile
import TraceModel

@testable import Stretto

struct TracedTaskExecutorTests {
  private let keys = (0..<40).map { "item \($0)" }

  /// Tasks that suspend and resume all the time, on as many threads as there are.
  private func churn(_ executor: TracedTaskExecutor, yields: Int) async throws {
    let handles = keys.map { key in
      executor.submit(key) {
        var sum = 0
        for number in 0..<yields {
          await Task.yield()
          async let child = number
          sum += await child
        }
        return sum
      }
    }
    for handle in handles { #expect(try await handle.value == yields * (yields - 1) / 2) }
    try await onOwnThread { executor.shutDown() }
  }

  @Test func `without a tracer tasks run on the wrapped executor itself`() async throws {
    let base = CountingExecutor()
    let executor = TracedTaskExecutor(wrapping: base)
    #expect(executor.preference as AnyObject === base)
    try await churn(executor, yields: 3)
    #expect(base.enqueued.load(ordering: .relaxed) > 0)
  }

  @Test func `nested runs stay correct under stress, and the trace is whole`() async throws {
    let recorded = try await Recorded.later { tracer in
      try await self.churn(tracer.executor(), yields: 50)
    }
    let tasks = recorded.trace.asyncSpans.filter { $0.category == .task }
    #expect(Set(tasks.map { recorded.name($0.name) }) == Set(keys))
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    for key in keys {
      let steps = recorded.steps(of: key)
      #expect(steps.count >= 50)
      for (step, next) in zip(steps, steps.dropFirst()) { #expect(step.end <= next.start) }
      for wait in recorded.waits(of: key) {
        #expect(!steps.contains { $0.start < wait.end && wait.start < $0.end })
      }
    }
    let workers = Set(recorded.trace.spans.filter { $0.category == .step }.map(\.lane))
    #expect(workers.allSatisfy { recorded.lane($0).roles == .loop })
    #expect(workers.allSatisfy { recorded.lane($0).name.hasPrefix("tasks ") })
  }

  @Test func `the wrapped executor decides where jobs run, and learns their priority`()
    async throws
  {
    let base = CountingExecutor()
    let recorded = try await Recorded.later { tracer in
      let executor = tracer.executor(wrapping: base, name: "counted")
      let task = Task(executorPreference: executor, priority: .high) {
        base.isThread && Task.currentPriority == .high
      }
      #expect(await task.value)
      try await onOwnThread { executor.shutDown() }
    }
    #expect(base.priorities.withLock { $0 } == [JobPriority(TaskPriority.high).rawValue])
    #expect(recorded.count(.step, "step") == 1)
    base.stop()
  }

  @Test func `children of a task group are tasks of the trace`() async throws {
    let recorded = try await Recorded.later { [keys] tracer in
      let executor = tracer.executor()
      let sum = await withTaskGroup(of: Int.self) { group in
        for key in keys {
          group.addTask(on: executor, key) {
            await Task.yield()
            return key.count
          }
        }
        return await group.reduce(0, +)
      }
      #expect(sum == keys.reduce(0) { $0 + $1.count })
      try await onOwnThread { executor.shutDown() }
    }
    #expect(Set(recorded.taskTimes.keys) == Set(keys))
    for (key, times) in recorded.taskTimes {
      let known = times.inOrder.compactMap { $0 }
      #expect(known.count == 4 && known == known.sorted(), "\(key): \(times)")
    }
    #expect(recorded.trace.notes.unmatchedFlows == 0)
    #expect(recorded.trace.notes.unfinished == 0)
    recorded.expectTidyLanes()
  }

  @Test func `a child that throws ends its span, and the group throws`() async throws {
    let recorded = try await Recorded.later { tracer in
      let executor = tracer.executor()
      await #expect(throws: Spoiled()) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask(on: executor, "bad") { throw Spoiled() }
          try await group.waitForAll()
        }
      }
      try await onOwnThread { executor.shutDown() }
    }
    #expect(recorded.asyncSpans("bad").count == 1)
    #expect(recorded.trace.notes.unfinished == 0)
  }

  @Test func `groups run on a plain executor too`() async throws {
    let executor = TracedTaskExecutor()
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 0..<10 { group.addTask(on: executor, "item") { number } }
      return await group.reduce(0, +)
    }
    #expect(sum == 45)
  }
}

extension Recorded {
  /// As `init`, for bodies that await.
  static func later(_ body: (Tracer) async throws -> Void) async throws -> Recorded {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    try await body(tracer)
    try tracer.finish()
    return Recorded(trace: try TraceReader.read(path: path), lost: tracer.eventsLost)
  }
}

/// A task executor of the test's own, with one thread, that remembers what it was given.
final class CountingExecutor: TaskExecutor {
  let enqueued = Atomic(0)
  let priorities = Guarded<[UInt8]>([])
  private let jobs = Monitor<(queue: RingQueue<UnownedJob>, isOver: Bool)>((RingQueue(), false))
  private let thread = Guarded<pthread_t?>(nil)

  init() {
    let started = try? SystemThread(named: "counting") { [self] in
      thread.withLock { $0 = pthread_self() }
      while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
    started?.detach()
  }

  /// Whether the calling thread is this executor's.
  var isThread: Bool { thread.withLock { $0 } == pthread_self() }

  func enqueue(_ job: consuming ExecutorJob) {
    enqueued.add(1, ordering: .relaxed)
    let job = UnownedJob(job)
    priorities.withLock { $0.append(job.priority.rawValue) }
    jobs.withLock { $0.queue.append(job) }
    jobs.signal()
  }

  func stop() {
    jobs.withLock { $0.isOver = true }
    jobs.signal()
  }

  private func next() -> UnownedJob? {
    jobs.waitFor { jobs -> UnownedJob?? in
      if let job = jobs.queue.popFirst() { return .some(job) }
      return jobs.isOver ? .some(nil) : nil
    }
  }
}
