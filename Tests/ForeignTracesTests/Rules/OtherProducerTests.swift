import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `Traces of other runtimes` {
  @Test func `Ray's workers are slots, and moving arguments is serialization`() throws {
    var file = WrittenFile()
    let worker = "\"worker:aa\""
    file.span("f", "task::f", 0, 100, thread: worker, process: "\"10.0.0.1\"")
    file.span(
      "task:deserialize_arguments", "task:deserialize_arguments", 0, 20, thread: worker,
      process: "\"10.0.0.1\"")
    file.span("task:execute", "task:execute", 20, 90, thread: worker, process: "\"10.0.0.1\"")
    file.span(
      "task:store_outputs", "task:store_outputs", 90, 100, thread: worker, process: "\"10.0.0.1\"")
    file.span("ray.get", "ray.get", 30, 50, thread: worker, process: "\"10.0.0.1\"")
    let run = try file.figures()
    #expect(run.slots(.work) == 50)
    #expect(run.slots(.join) == 20)
    #expect(run.slots(.serialization) == 30)
    #expect(run.tasks == 1)
  }

  @Test func `a worker of Ray that only started is a slot, the driver is none`() throws {
    var file = WrittenFile()
    let machine = "\"10.0.0.1\""
    file.span("submit_task", "submit_task", 0, 10, thread: "\"driver:01\"", process: machine)
    file.span("f", "task::f", 10, 100, thread: "\"worker:aa\"", process: machine)
    file.span(
      "wait_for_function", "wait_for_function", 20, 40, thread: "\"worker:bb\"", process: machine)
    let run = try file.figures()
    #expect(run.slots == 2)
    // Not ready from the first task's hand-out at 10 to the end of its start at 40.
    #expect(run.slots(.startup) == 30)
    #expect(run.slots(.work) == 90)
  }

  @Test func `Ray's category task is not ours`() throws {
    var file = WrittenFile()
    file.span("f", "task", 0, 100, thread: "\"worker:aa\"", process: "\"10.0.0.1\"")
    let adapted = try file.adapted()
    #expect(adapted.producer.name == "Ray")
    #expect(adapted.tasks == 1)
  }

  @Test func `Ray's machines are told when there are several`() throws {
    var file = WrittenFile()
    for machine in ["1", "2"] {
      file.span(
        "f", "task::f", 0, 100, thread: "\"worker:\(machine)\"", process: "\"10.0.0.\(machine)\"")
    }
    #expect(try file.adapted().notes.contains { $0.hasPrefix("2 machines") })
  }

  @Test func `requests of node are in flight while its loop works on others`() throws {
    var file = WrittenFile()
    file.thread("JavaScriptMainThread")
    file.end("b", "http.client.request", "node,node.http", id: 1, 0)
    file.end("e", "http.client.request", "node,node.http", id: 1, 100)
    file.end("b", "TickObject", "node,node.async_hooks", id: 2, 5)
    file.end("b", "TickObject_CALLBACK", "node,node.async_hooks", id: 2, 10)
    file.end("e", "TickObject_CALLBACK", "node,node.async_hooks", id: 2, 30)
    file.end("e", "TickObject", "node,node.async_hooks", id: 2, 90)
    let run = try file.figures()
    #expect(run.tasks == 2)
    #expect(run.computeIO.compute == Nanoseconds(20_000))
    #expect(run.computeIO.io == Nanoseconds(100_000))
    #expect(run.computeIO.hiddenIO == 0.2)
  }

  @Test func `time off the CPU in uftrace has the reason of the function it is in`() throws {
    var file = WrittenFile()
    file.members = ["\"metadata\":{\"version\":\"uftrace v0.13\"}"]
    file.span("main", nil, 0, 100)
    file.span("pthread_join", nil, 10, 40)
    file.span("linux:schedule", nil, 15, 38)
    file.span("linux:schedule", nil, 50, 60)
    let run = try file.figures()
    #expect(run.slots(.join) == 30)
    #expect(run.slots(.unattributed) == 10)
    #expect(run.slots(.work) == 60)
  }

  @Test func `the tracing overhead of Chromium is no work, and DevTools tells the cores`() throws {
    var file = WrittenFile()
    file.members = ["\"metadata\":{\"source\":\"DevTools\",\"hardwareConcurrency\":8}"]
    file.span("RunTask", "toplevel", 0, 50)
    file.span("overhead", "trace_event_overhead", 60, 90)
    file.span("Paint", "devtools.timeline", 100, 120)
    let run = try file.figures()
    #expect(run.cores == 8)
    #expect(run.concurrency.sumBusy == Nanoseconds(70_000))
    #expect(try file.adapted().coresAreKnown)
  }

  @Test func `arguments that another producer calls task name none of ours`() throws {
    var file = WrittenFile()
    file.members = ["\"metadata\":{\"source\":\"DevTools\"}"]
    for start in [0, 50] {
      file.events.append(
        "{\"cat\":\"toplevel\",\"name\":\"RunTask\",\"ph\":\"X\",\"ts\":\(start),\"dur\":10,"
          + "\"pid\":1,\"tid\":1,\"args\":{\"task\":\"same\"}}")
    }
    #expect(try file.figures().tasks == 2)
  }

  @Test func `words of ours in another producer's categories mean nothing`() throws {
    var file = WrittenFile()
    file.thread("CrRendererMain")
    file.span("RunTask", "toplevel", 0, 100)
    file.span("io", "wait", 10, 60)
    file.span("Load", "startup", 20, 50)
    let run = try file.figures()
    #expect(run.slots(.work) == 100)
    #expect(run.tasks == 1)
  }
}
