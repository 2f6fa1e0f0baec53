import Testing
import TraceFile
import TraceModel

@Suite struct ArgumentTests {
  private func event(_ category: String, _ arguments: String, name: String = "n") -> String {
    """
    {"args":{\(arguments)},"ph":"X","name":"\(name)","cat":"\(category)","pid":1,"tid":2,\
    "ts":1,"dur":1}
    """
  }

  private func detail(_ text: String) throws -> (Trace, SpanDetail) {
    let trace = try read(object(text))
    let span = try #require(trace.spans.first)
    return (trace, try #require(span.detail >= 0 ? trace.details[Int(span.detail)] : nil))
  }

  @Test func `task, key and CPU time are read whether number or text`() throws {
    for (text, task) in [("7", "7"), ("\"seven\"", "seven"), ("\"\\u0037\"", "7")] {
      let (trace, detail) = try detail(
        event("task", "\"task\":\(text),\"key\":\"k\",\"cpu_ns\":1234567890123,\"other\":[{}]"))
      #expect(trace.names[trace.spans[0].task] == task)
      #expect(trace.names[detail.key] == "k")
      #expect(detail.cpuTime == Nanoseconds(1_234_567_890_123))
    }
  }

  @Test func `the arguments of a run are read`() throws {
    let (_, detail) = try detail(
      event(
        "run",
        """
        "model":"mixed","cores":8,"slots":"6","executors":{"pool":4,"loop":2}
        """))
    #expect(
      detail.run
        == RunArguments(
          model: .mixed, cores: 8, slots: 6, executors: ["pool": 4, "loop": 2]))
  }

  @Test func `a scheduler slice names its lane and its CPU`() throws {
    let (trace, detail) = try detail(event("sched", "\"lane\":\"1/2\",\"cpu\":3", name: "run"))
    #expect(trace.lanes[Int(detail.schedulingLane)].id == LaneID(process: 1, thread: 2))
    #expect(detail.cpu == 3)
  }

  @Test(arguments: ["\"1\"", "\"a/b\"", "\"1/2/3\"", "\"99999999999999999999/1\"", "\"/\""])
  func `a scheduler slice without a sound lane is malformed`(_ lane: String) throws {
    let trace = try read(object(event("sched", "\"lane\":\(lane)"), complete("x", "1", "1")))
    #expect(trace.notes.malformed == 1)
    #expect(trace.spans.count == 1)
  }

  @Test func `arguments of the wrong kind are dropped and counted`() throws {
    let trace = try read(
      object(
        event("task", "\"task\":{},\"key\":[1],\"cpu_ns\":\"fast\""),
        event("task", "\"task\":null"),
        event("c", "\"task\":{},\"key\":1,\"name\":[]")))
    #expect(trace.notes.unreadableArguments == 3)
    #expect(trace.spans.count == 3)
    #expect(trace.notes.malformed == 0)
  }

  @Test func `the first known word of a comma list is the category`() throws {
    let trace = try read(
      object(event("mine, wait,task", ""), event("span,x", ""), event("mine", ""), event("", "")))
    #expect(trace.spans.map(\.category) == [.wait, .span, .span, .span])
  }

  @Test func `the last thread name counts and roles add up`() throws {
    func named(_ name: String, _ role: String) -> String {
      """
      {"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"\(name)","role":"\(role)"}}
      """
    }
    let trace = try read(
      object(
        named("first", "coordinator"), named("last", "worker"),
        "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":\"prog\"}}"))
    #expect(
      trace.lanes == [
        Lane(
          id: LaneID(process: 1, thread: 2), name: "last", roles: [.coordinator, .worker])
      ])
    #expect(trace.processNames == [1: "prog"])
  }

  @Test func `pids and tids of any kind become lanes`() throws {
    func on(_ process: String, _ thread: String?) -> String {
      let thread = thread.map { ",\"tid\":\($0)" } ?? ""
      return "{\"ph\":\"i\",\"name\":\"n\",\"pid\":\(process)\(thread),\"ts\":1}"
    }
    let trace = try read(
      object(
        on("1", "-7"), on("1", "140737488355328"), on("1", nil), on("\"Spans\"", "\"PyTorch\""),
        on("\"12\"", "3"), on("1", "12345678901234567890"), on("\"Spans\"", "\"PyTorch\"")))
    let ids = trace.lanes.map(\.id)
    #expect(ids.count == 6)
    #expect(ids[0] == LaneID(process: 1, thread: -7))
    #expect(ids[1] == LaneID(process: 1, thread: 140_737_488_355_328))
    #expect(ids[2] == LaneID(process: 1, thread: 1))
    #expect(ids[4] == LaneID(process: 12, thread: 3))
    #expect(trace.lanes[3].name == "PyTorch")
    #expect(trace.processNames[ids[3].process] == "Spans")
    #expect(trace.instants.last?.lane == 3)
    let broken = try read(object(on("null", "1"), on("[]", "1"), complete("x", "1", "1"))).notes
    #expect(broken.malformed == 2)
  }

  @Test func `the mark of a run stays only where the run has no end`() throws {
    func mark(_ time: Int) -> String {
      """
      {"ph":"i","s":"t","name":"run","cat":"run","pid":1,"tid":2,"ts":\(time),\
      "args":{"model":"threads","cores":4}}
      """
    }
    let run = event("run", "\"model\":\"threads\",\"cores\":4", name: "run")
    let trace = try read(object(mark(1), run, mark(5)))
    #expect(trace.instants.map(\.time) == [Nanoseconds(5000)])
    let detail = try #require(trace.instants.first?.detail)
    #expect(trace.details[Int(detail)].run?.model == .threads)
  }

  @Test func `our metadata is read from otherData, wherever it stands`() throws {
    var metadata = TraceMetadata()
    metadata.host = "here"
    metadata.runs = [TraceRun(run: "threads", model: .threads, processes: [1])]
    metadata.report = Array("{\"schema\":\"stretto.report/1\"}".utf8)
    let ours = metadata.member()
    let text = String(decoding: JSONValue.object([ours]).encoded(), as: UTF8.self)
    for trace in [
      try read("{\"otherData\":\(text),\"traceEvents\":[]}"),
      try read("{\"traceEvents\":[],\"otherData\":\(text)}"),
    ] {
      #expect(trace.metadata == metadata)
    }
    let broken = try read("{\"traceEvents\":[],\"otherData\":{\"a\":[1],\"stretto\":{\"x\":zz}}}")
    #expect(broken.metadata == nil)
    #expect(broken.notes.unreadableArguments == 1)
  }
}
