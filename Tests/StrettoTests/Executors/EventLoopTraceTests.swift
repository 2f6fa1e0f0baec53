import BusyMachine
import Glibc
import Testing
import TraceModel

@testable import Stretto

struct EventLoopTraceTests {
  private let keys = (0..<10).map { "item \($0)" }

  @Test func `a trace holds each task, its steps on the loop, and no wait for a yield`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(name: "main loop", tracer: tracer)
      let handles = keys.map { key in
        loop.submit(key) {
          await Task.yield()
          return key
        }
      }
      for (key, handle) in zip(keys, handles) { #expect(try handle.wait() == key) }
      loop.shutDown()
    }
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    #expect(recorded.lanes(.loop) == ["main loop"])
    #expect(recorded.count(.startup, "start") == 1)
    #expect(recorded.count(.teardown, "shut down") == 1)
    let steps = recorded.trace.spans.filter { $0.category == .step }
    #expect(steps.allSatisfy { $0.task != .none })
    for key in keys {
      // The part before the yield, the yield itself, the part after it.
      #expect(recorded.steps(of: key).count == 3)
      #expect(recorded.waits(of: key).isEmpty)
    }
  }

  @Test func `steps of one loop never overlap`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      for key in keys {
        loop.submit(key) { for _ in 0..<20 { await Task.yield() } }
      }
      loop.shutDown()
    }
    let steps = recorded.trace.spans.filter { $0.category == .step }.sorted { $0.start < $1.start }
    #expect(steps.count > 200)
    for (step, next) in zip(steps, steps.dropFirst()) { #expect(step.end <= next.start) }
  }

  @Test func `an async span is named after its key and lasts from submission to its last step`()
    throws
  {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      try loop.submit("only") { await Task.yield() }.wait()
      loop.shutDown()
    }
    let task = try #require(recorded.asyncSpans("only").first)
    let submit = try #require(recorded.trace.flows.first { $0.category == .submit })
    let last = try #require(recorded.steps(of: "only").last)
    #expect(task.category == .task)
    #expect(task.start == submit.start?.time)
    #expect(last.start <= task.end && task.end <= last.end)
    #expect(recorded.lane(task.lane).roles == .loop)
  }

  @Test func `an awaited pipe is one io wait that ends before the next step`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let pipe = try Pipe()
      let reader = loop.submit("reader") { try await loop.untilReadable(pipe.readEnd) }
      loop.submit("writer") { pipe.send() }
      try reader.wait()
      loop.shutDown()
    }
    let waits = recorded.waits(of: "reader")
    let steps = recorded.steps(of: "reader")
    let wait = try #require(waits.first)
    #expect(waits.count == 1)
    #expect(recorded.name(wait.name) == "io")
    #expect(wait.start < wait.end)
    // It starts where a step of the reader ends, after the writer was submitted or before.
    #expect(steps.contains { $0.end == wait.start })
    #expect(steps.contains { $0.start >= wait.end })
    #expect(!steps.contains { $0.start < wait.end && wait.start < $0.end })
    let written = try #require(recorded.steps(of: "writer").first)
    #expect(written.start <= wait.end)
  }

  @Test func `a wait ends when its task is ready, not when the loop gets to it`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let gate = Gate()
      loop.submit("waiter") { await gate.wait() }
      loop.submit("opener") {
        gate.open()
        tracer.span("busy") { spin(tracer) }
      }
      loop.shutDown()
    }
    let wait = try #require(recorded.waits(of: "waiter").first)
    let busy = try #require(recorded.spans("busy").first)
    let resumed = try #require(recorded.steps(of: "waiter").last)
    #expect(wait.end <= busy.start)
    #expect(busy.end <= resumed.start)
  }

  @Test func `a suspension for no declared reason is an await`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let gate = Gate()
      loop.submit("waiter") { await gate.wait() }
      loop.submit("opener") { gate.open() }
      loop.shutDown()
    }
    #expect(recorded.waits(of: "waiter").map { recorded.name($0.name) } == ["await"])
    #expect(recorded.waits(of: "opener").isEmpty)
  }

  @Test(arguments: [
    (Tracer.Reason.io, "io"), (.lock, "lock"), (.join, "join"), (.sleep, "sleep"),
  ])
  func `a declared reason names the wait, and holds no longer than declared`(
    reason: Tracer.Reason, name: String
  ) throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let first = Gate()
      let second = Gate()
      loop.submit("waiter") {
        await tracer.waiting(reason) { await first.wait() }
        await second.wait()
      }
      loop.submit("opener") {
        first.open()
        await Task.yield()
        await Task.yield()
        second.open()
      }
      loop.shutDown()
    }
    #expect(recorded.waits(of: "waiter").map { recorded.name($0.name) } == [name, "await"])
  }

  @Test func `the loop's sleep is a sleep`() throws {
    // The time to wake up at is set before the step ends: what is lost in between is not slept.
    try Repeated.upTo { attempt in
      let recorded = try Recorded { tracer in
        let loop = try EventLoop(tracer: tracer)
        loop.submit("sleeper") { await loop.sleep(for: .milliseconds(50)) }
        loop.shutDown()
      }
      let waits = recorded.waits(of: "sleeper")
      let names = waits.map { recorded.name($0.name) }
      attempt.expect(names == ["sleep"], "the waits are \(names)")
      let slept = waits.map { ($0.end - $0.start).count }
      attempt.expect(slept.allSatisfy { $0 >= 49_900_000 }, "slept for \(slept) ns")
      // Whatever is lost, nobody wakes up early.
      let start = try #require(recorded.steps(of: "sleeper").first?.start)
      #expect(waits.allSatisfy { ($0.end - start).count >= 49_900_000 })
    }
  }

  @Test func `a blocking wait inside a step is a wait of the lane`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let pipe = try Pipe()
      let block: @Sendable () -> Void = { tracer.waiting(.io) { pipe.receive() } }
      pipe.send()
      loop.submit("blocking") { block() }
      loop.shutDown()
    }
    let wait = try #require(recorded.spans("io").first)
    let step = try #require(recorded.steps(of: "blocking").first)
    #expect(wait.category == .wait)
    #expect(step.start <= wait.start && wait.end <= step.end)
  }

  @Test func `with a limit a task begins when it is admitted`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(limit: 1, tracer: tracer)
      for key in keys { loop.submit(key) { await Task.yield() } }
      loop.shutDown()
    }
    let tasks = recorded.trace.asyncSpans.filter { $0.category == .task }
      .sorted { $0.start < $1.start }
    #expect(tasks.count == 10)
    for (task, next) in zip(tasks, tasks.dropFirst()) { #expect(task.end <= next.start) }
  }

  @Test func `a task that throws has a whole trace`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      let bad = loop.submit("bad") { () async throws -> Int in
        await Task.yield()
        throw Spoiled()
      }
      #expect(throws: Spoiled()) { try bad.wait() }
      loop.shutDown()
    }
    recorded.expectWholeTasks(["bad"])
  }

  @Test func `a child task's steps are not taken for its parent's`() throws {
    let recorded = try Recorded { tracer in
      let loop = try EventLoop(tracer: tracer)
      loop.submit("parent") {
        async let child: Void = tracer.span("inside the child") {}
        await child
      }
      loop.shutDown()
    }
    let inside = try #require(recorded.spans("inside the child").first)
    let step = try #require(
      recorded.trace.spans.first {
        $0.category == .step && $0.start <= inside.start && inside.end <= $0.end
      })
    #expect(step.task == .none)
    #expect(recorded.waits(of: "parent").map { recorded.name($0.name) } == ["await"])
  }
}

/// Work that takes some time, whatever the clock.
private func spin(_ tracer: Tracer) {
  for number in 0..<1_000 { tracer.span("turn") { _ = number } }
}

/// One task waits until another opens.
private final class Gate: Sendable {
  private let state = Guarded<(isOpen: Bool, waiter: CheckedContinuation<Void, Never>?)>(
    (false, nil))

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiter = continuation }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiter = state.withLock { state in
      state.isOpen = true
      return state.waiter.take()
    }
    waiter?.resume()
  }
}
