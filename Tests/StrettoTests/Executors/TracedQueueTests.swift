import Dispatch
import Testing
import TraceModel

@testable import Stretto

struct TracedQueueTests {
  private let keys = (0..<20).map { "item \($0)" }

  @Test func `a serial queue stays serial and in order`() throws {
    let queue = TracedQueue(DispatchQueue(label: "serial"))
    let order = Guarded<[Int]>([])
    for number in 0..<100 { queue.submit("item") { order.withLock { $0.append(number) } } }
    queue.shutDown()
    #expect(order.withLock { $0 } == Array(0..<100))
  }

  @Test func `a concurrent queue runs tasks at the same time`() throws {
    let queue = TracedQueue(DispatchQueue(label: "concurrent", attributes: .concurrent))
    let gathering = Gathering(2)
    let handles = (0..<2).map { number in
      queue.submit("item") {
        gathering.wait()
        return number
      }
    }
    #expect(try handles.map { try $0.wait() } == [0, 1])
  }

  @Test func `a body's error comes out of its handle as it was thrown`() throws {
    let queue = TracedQueue(DispatchQueue(label: "serial"))
    let bad = queue.submit("bad") { () throws -> Int in throw Spoiled() }
    #expect(throws: Spoiled()) { try bad.wait() }
  }

  @Test func `a trace holds every phase of every task`() throws {
    let recorded = try Recorded { tracer in
      let queue = TracedQueue(
        DispatchQueue(label: "concurrent", attributes: .concurrent), name: "squares",
        tracer: tracer)
      let handles = keys.map { key in queue.submit(key) { key.count } }
      let counts = try handles.map { try $0.wait() }
      #expect(counts == keys.map(\.count))
      queue.shutDown()
    }
    recorded.expectWholeTasks(keys)
    recorded.expectTidyLanes()
    let tasks = recorded.trace.spans.filter { $0.category == .task }
    #expect(tasks.allSatisfy { recorded.lane($0.lane).roles == .worker })
    #expect(tasks.allSatisfy { recorded.lane($0.lane).name.hasPrefix("squares ") })
    #expect(recorded.count(.teardown, "shut down") == 1)
    #expect(recorded.count(.startup, "start") == 0)
  }
}
