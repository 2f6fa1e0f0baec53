import Testing
import TraceFile
import TraceModel

struct TraceMetadataJSONTests {
  private var full: TraceMetadata {
    var metadata = TraceMetadata()
    metadata.epochNanoseconds = 1_790_000_000_123_456_789
    metadata.host = "a \"host\""
    metadata.versions = ["stretto": "0.1", "kernel": "6.18"]
    metadata.capabilities = ["spans", "cpu-time"]
    metadata.eventsLost = 3
    metadata.cut = "killed"
    metadata.runs = [
      TraceRun(run: "threads-1", model: .threads, round: 2, processes: [10, 11]),
      TraceRun(run: "x", model: ExecutionModel(rawValue: "fibers"), processes: []),
      TraceRun(run: "whole", model: .sequential, processes: [12], tellsTasks: false),
    ]
    metadata.report = [UInt8](#"{"schema":"stretto.report/1","runs":[]}"#.utf8)
    return metadata
  }

  @Test func `the member has the keys of the schema`() {
    let member = full.member()
    #expect(member.key == "stretto")
    #expect(
      String(decoding: member.value.encoded(), as: UTF8.self)
        == #"{"schema":"stretto.trace/1","clock":"CLOCK_MONOTONIC","epoch_ns":1790000000123456789,"#
        + #""host":"a \"host\"","versions":{"kernel":"6.18","stretto":"0.1"},"#
        + #""capabilities":["spans","cpu-time"],"events_lost":3,"cut":"killed","#
        + #""runs":[{"run":"threads-1","model":"threads","round":2,"pids":[10,11]},"#
        + #"{"run":"x","model":"fibers","round":0,"pids":[]},"#
        + #"{"run":"whole","model":"sequential","round":0,"pids":[12],"tasks":"lives"}],"#
        + #""report":{"schema":"stretto.report/1","runs":[]}}"#)
  }

  @Test func `a view stands last, and only where there is one`() throws {
    var metadata = full
    metadata.view = [UInt8](#"{"schema":"stretto.view/1"}"#.utf8)
    #expect(metadata.member().value.members?.last?.key == "view")
    #expect(full.member().value["view"] == nil)
    let json = try JSONValue(parsing: metadata.member().value.encoded())
    #expect(TraceMetadata(json: json) == metadata)
    let odd = try JSONValue(parsing: #"{"view":[1,2]}"#.utf8)
    #expect(TraceMetadata(json: odd).view == nil)
  }

  @Test func `what is written is read back, full or empty`() throws {
    for metadata in [full, TraceMetadata()] {
      let json = try JSONValue(parsing: metadata.member().value.encoded())
      #expect(TraceMetadata(json: json) == metadata)
    }
  }

  @Test(arguments: [
    "null", "[]", "7", "{}",
    #"{"schema":7,"versions":[],"runs":[1,{"pids":["x",1.5,2]}],"events_lost":1e30,"report":4}"#,
  ])
  func `metadata of any shape is read without a failure`(text: String) throws {
    let metadata = TraceMetadata(json: try JSONValue(parsing: text.utf8))
    #expect(metadata.schema == "")
    #expect(metadata.eventsLost == 0)
    #expect(metadata.report == nil)
    #expect(metadata.runs.flatMap(\.processes) == (text.contains("pids") ? [2] : []))
  }

  @Test func `an unknown schema is kept and unknown members are passed over`() throws {
    let text = #"{"schema":"stretto.trace/9","host":"h","new":[1,2]}"#
    let metadata = TraceMetadata(json: try JSONValue(parsing: text.utf8))
    #expect(metadata.schema == "stretto.trace/9")
    #expect(metadata.host == "h")
  }
}
