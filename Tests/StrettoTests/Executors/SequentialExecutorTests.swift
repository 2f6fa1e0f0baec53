import Testing
import TraceModel

@testable import Stretto

struct SequentialExecutorTests {
  @Test func `tasks run in order on the calling thread`() {
    let executor = SequentialExecutor()
    var order: [Int] = []
    let results = (0..<5).map { number in
      executor.run("item \(number)") {
        order.append(number)
        return number * number
      }
    }
    #expect(results == [0, 1, 4, 9, 16])
    #expect(order == [0, 1, 2, 3, 4])
  }

  @Test func `a trace holds each task with its key and CPU time, and nothing else`() throws {
    let recorded = try Recorded { tracer in
      let executor = SequentialExecutor(tracer: tracer)
      for number in 0..<5 { executor.run("item \(number)") {} }
    }
    let tasks = recorded.trace.spans.filter { $0.category == .task }
    #expect(recorded.trace.spans.count == 5)
    #expect(tasks.map { recorded.name($0.name) } == (0..<5).map { "item \($0)" })
    for task in tasks {
      let detail = recorded.trace.details[Int(task.detail)]
      #expect(recorded.name(detail.key) == recorded.name(task.name))
      #expect(detail.cpuTime != nil)
    }
    #expect(recorded.lanes(.worker).count == 1)
    recorded.expectTidyLanes()
  }

  @Test func `a task that throws ends its span and rethrows`() throws {
    let recorded = try Recorded { tracer in
      let executor = SequentialExecutor(tracer: tracer)
      #expect(throws: Spoiled()) { try executor.run("bad") { throw Spoiled() } }
      executor.run("good") {}
    }
    #expect(recorded.trace.spans.map { recorded.name($0.name) } == ["bad", "good"])
    #expect(recorded.trace.notes.unfinished == 0)
  }
}
