import Testing
import TraceFile
import TraceModel

@Suite struct FlowMatchingTests {
  private func end(
    _ phase: String, _ time: Int, id: String, category: String = "submit", name: String = "s",
    thread: Int = 1, arguments: String = ""
  ) -> String {
    """
    {"ph":"\(phase)","name":"\(name)","cat":"\(category)","pid":1,"tid":\(thread),"ts":\(time),\
    "id":\(id)\(arguments.isEmpty ? "" : ",\"args\":{\(arguments)}")}
    """
  }

  private func ends(_ trace: Trace) -> [[Int64?]] {
    trace.flows.map { [$0.start?.time.count, $0.end?.time.count] }
      .sorted { ($0[0] ?? $0[1] ?? 0) < ($1[0] ?? $1[1] ?? 0) }
  }

  @Test func `arrows match by id, name and category`() throws {
    let trace = try read(
      object(
        end("s", 1, id: "5", arguments: "\"task\":\"t1\""), end("s", 2, id: "5", name: "other"),
        end("s", 3, id: "5", category: "result"), end("f", 4, id: "5", thread: 2),
        end("f", 5, id: "5", name: "other"), end("f", 6, id: "5", category: "result")))
    #expect(ends(trace) == [[1000, 4000], [2000, 5000], [3000, 6000]])
    let first = try #require(trace.flows.first { $0.start?.time.count == 1000 })
    #expect(trace.names[first.task] == "t1")
    #expect(first.category == .submit)
    #expect(first.end?.lane != first.start?.lane)
    #expect(trace.notes.unmatchedFlows == 0)
  }

  @Test func `a head may be earlier than its tail`() throws {
    #expect(ends(try read(object(end("f", 1, id: "1"), end("s", 2, id: "1")))) == [[2000, 1000]])
  }

  @Test func `an id used twice gives two arrows in the order of time`() throws {
    let trace = try read(
      object(
        end("s", 1, id: "1"), end("f", 2, id: "1"), end("s", 3, id: "1"), end("f", 4, id: "1")))
    #expect(ends(trace) == [[1000, 2000], [3000, 4000]])
  }

  @Test func `a step ends one arrow and starts the next`() throws {
    let trace = try read(
      object(end("s", 1, id: "1"), end("t", 2, id: "1"), end("f", 3, id: "1")))
    #expect(ends(trace) == [[1000, 2000], [2000, 3000]])
    #expect(trace.notes.unmatchedFlows == 0)
  }

  @Test func `single ends stay, with the other end missing, and are counted`() throws {
    let trace = try read(object(end("s", 1, id: "1"), end("f", 2, id: "2")))
    #expect(ends(trace) == [[1000, nil], [nil, 2000]])
    #expect(trace.notes.unmatchedFlows == 2)
  }

  @Test func `the id stands for the task where args name none`() throws {
    let trace = try read(
      object(
        end("s", 1, id: "\"task-7\""), end("f", 2, id: "\"task-7\""),
        end("s", 3, id: "\"a>b\"", category: "result"),
        end("f", 4, id: "\"a>b\"", category: "result"),
        end("s", 5, id: "9", category: "fork"), end("f", 6, id: "9", category: "fork"),
        end("s", 7, id: "8", category: "dep", arguments: "\"from\":1,\"to\":\"2\""),
        end("f", 8, id: "8", category: "dep")))
    let tasks = trace.flows.sorted { ($0.start?.time.count ?? 0) < ($1.start?.time.count ?? 0) }
      .map { trace.names[$0.task] }
    #expect(tasks == ["task-7", "a>b", "", "1>2"])
  }
}
