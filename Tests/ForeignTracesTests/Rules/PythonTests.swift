import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `Python's traces` {
  private func vizTracer() -> WrittenFile {
    var file = WrittenFile()
    file.members = ["\"viztracer_metadata\":{\"version\":\"1.1.1\",\"overflow\":false}"]
    return file
  }

  @Test func `a worker is not busy while it waits on a queue for work`() throws {
    var file = vizTracer()
    file.span("Thread.run (threading.py:971)", "fee", 0, 100)
    file.span("_queue.SimpleQueue.get", "fee", 10, 40)
    file.span("_thread.lock.acquire", "fee", 12, 38)
    let run = try file.figures()
    #expect(run.tasks == 2)
    #expect(run.concurrency.sumBusy == Nanoseconds(70_000))
    #expect(run.slots(.work) == 70)
    #expect(run.slots(.serial) == 30)
    #expect(run.slots(.lock) == 0)
  }

  @Test func `the outermost wait gives the reason`() throws {
    var file = vizTracer()
    file.span("main (m.py:1)", "fee", 0, 100)
    file.span("Thread.join (threading.py:1087)", "fee", 10, 50)
    file.span("_thread.lock.acquire", "fee", 15, 45)
    file.span("_thread.lock.acquire", "fee", 60, 70)
    file.span("time.sleep", "fee", 80, 95)
    let run = try file.figures()
    #expect(run.slots(.join) == 40)
    #expect(run.slots(.lock) == 10)
    #expect(run.slots(.io) == 15)
    #expect(run.slots(.work) == 35)
    #expect(run.trust.tiers == [1, 4])
  }

  @Test func `a recording that ran out of room says so`() throws {
    var file = vizTracer()
    file.members = ["\"viztracer_metadata\":{\"overflow\":true}"]
    file.span("f (m.py:1)", "fee", 0, 10)
    #expect(try file.adapted().notes.contains { $0.contains("ran out of room") })
  }

  @Test func `py-spy's frames for process and thread are no work`() throws {
    var file = WrittenFile()
    file.span("process 1:\\\"python\\\"", "py-spy", 0, 100)
    file.span("thread (1): MainThread", "py-spy", 0, 100)
    file.span("main", "py-spy", 20, 60)
    file.span("inner", "py-spy", 30, 40)
    let run = try file.figures()
    #expect(run.concurrency.sumBusy == Nanoseconds(40_000))
    #expect(run.makespan == Nanoseconds(40_000))
    #expect(run.tasks == 1)
  }
}
