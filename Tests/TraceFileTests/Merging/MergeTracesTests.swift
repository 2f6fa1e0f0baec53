import Testing
import TraceFile
import TraceModel

@Suite struct MergeTracesTests {
  private let folder = ScratchFolder()

  private func merge(
    _ runs: [(RecordedRun, MergeRun)], metadata: TraceMetadata = TraceMetadata()
  ) throws -> (Trace, MergeSummary) {
    var inputs: [(path: String, run: MergeRun)] = []
    for (index, (recorded, run)) in runs.enumerated() {
      let path = folder.file("\(index).json.gz")
      try recorded.write(to: path)
      inputs.append((path, run))
    }
    let output = folder.file("merged.json.gz")
    let summary = try mergeTraces(inputs, to: output, metadata: metadata)
    return (try TraceReader.read(path: output), summary)
  }

  private let threads = MergeRun(model: .threads, label: "speedup 0.97×", sortIndex: 2, round: 1)
  private let processes = MergeRun(model: .processes, sortIndex: 3, name: "procs")

  @Test func `two runs have pids of their own, and the metadata lists them`() throws {
    let (trace, summary) = try merge([
      (RecordedRun(), threads),
      (RecordedRun(model: .processes, slots: 4, workers: 2), processes),
    ])
    #expect(
      summary.runs == [
        TraceRun(run: "threads", model: .threads, round: 1, processes: [1000]),
        TraceRun(run: "procs", model: .processes, processes: [2000, 2001, 2002]),
      ])
    #expect(trace.metadata?.runs == summary.runs)
    #expect(trace.metadata?.eventsLost == 4)
    #expect(Set(trace.lanes.map(\.id.process)) == [1000, 2000, 2001, 2002])
    #expect(
      trace.processNames == [
        1000: "threads ×2", 2000: "processes ×4", 2001: "processes ×4 · worker 1",
        2002: "processes ×4 · worker 2",
      ])
    #expect(trace.notes.malformed + trace.notes.unmatchedFlows + trace.notes.unfinished == 0)
    #expect(trace.notes.events == summary.events)
  }

  @Test func `every run is the run it was, from 1 µs on`() throws {
    let runs = [
      RecordedRun(), RecordedRun(origin: 77, windowStart: 123_456, process: 9, tasks: 5),
    ]
    let (trace, summary) = try merge(runs.map { ($0, threads) })
    for (index, recorded) in runs.enumerated() {
      let path = folder.file("alone\(index).json.gz")
      try recorded.write(to: path)
      let alone = try TraceReader.read(path: path)
      let processes = Set(summary.runs[index].processes)
      let window = try #require(alone.plainSpans.first { $0.name == "run" })
      let shift = 1000 - window.start
      let shifted = alone.plainSpans.map { PlainSpan($0.name, $0.start + shift, $0.end + shift) }
      let merged = trace.spans.filter { processes.contains(trace.lanes[Int($0.lane)].id.process) }
      #expect(
        merged.map { PlainSpan(trace.names[$0.name], $0.start.count, $0.end.count) }.sorted()
          == shifted)
      #expect(merged.count == 1 + 2 * recorded.tasks)
    }
  }

  @Test func `arrows get fresh numbers and stay inside their run`() throws {
    let (trace, _) = try merge([
      (RecordedRun(), threads), (RecordedRun(tasks: 4), threads),
    ])
    #expect(trace.flows.count == 7)
    for flow in trace.flows {
      let start = try #require(flow.start)
      let end = try #require(flow.end)
      #expect(
        trace.lanes[Int(start.lane)].id.process == trace.lanes[Int(end.lane)].id.process)
    }
    let events = try mergedEvents()
    let ids = events.filter { $0["ph"]?.text == "s" }.compactMap { $0["id"]?.integer }
    #expect(ids.sorted() == Array(1...7))
  }

  @Test func `tasks, lanes of the scheduler, async ids and own arguments stay with their run`()
    throws
  {
    let (trace, _) = try merge([(RecordedRun(), threads), (RecordedRun(), threads)])
    let lanes = trace.spans.filter { $0.category == .sched }.map { span in
      (span.lane, trace.details[Int(span.detail)].schedulingLane)
    }
    #expect(lanes.count == 6)
    for (own, about) in lanes {
      #expect(trace.lanes[Int(own)].id.process == trace.lanes[Int(about)].id.process)
      #expect(trace.spans.contains { $0.category == .task && $0.lane == about })
    }
    #expect(Set(trace.asyncSpans.map(\.scope)).count == 6)
    #expect(
      trace.spans.filter { $0.category == .task }.map { trace.names[$0.task] }.sorted()
        == ["0", "0", "1", "1", "2", "2"])
    let tasks = try mergedEvents().filter { $0["cat"]?.text == "task" }
    #expect(tasks.count == 6)
    #expect(tasks.allSatisfy { $0["args"]?["mine"]?["ts"]?.integer == 5 })
  }

  @Test func `the group's sort index and label are written for every process`() throws {
    _ = try merge([(RecordedRun(workers: 1), threads)])
    let events = try mergedEvents()
    let labels = events.filter { $0["name"]?.text == "process_labels" }
    #expect(labels.map { $0["args"]?["labels"]?.text } == ["speedup 0.97×", "speedup 0.97×"])
    let indices = events.filter { $0["name"]?.text == "process_sort_index" }
    #expect(indices.map { $0["args"]?["sort_index"]?.integer } == [2, 2])
    #expect(events.filter { $0["name"]?.text == "process_name" }.count == 2)
  }

  @Test func `what lies before the window is clamped or left out, and counted`() throws {
    let path = folder.file("early.json")
    let run = """
      {"ph":"X","name":"run","cat":"run","pid":1,"tid":1,"ts":10,"dur":10,\
      "args":{"model":"async","cores":1}}
      """
    let text = object(
      run, complete("gone", "1", "9"), complete("part", "8", "4"), complete("in", "10", "1"),
      "{\"ph\":\"i\",\"name\":\"birth\",\"cat\":\"lane\",\"pid\":1,\"tid\":1,\"ts\":2}",
      complete("broken", "null", "1"),
      "{\"ph\":\"s\",\"name\":\"no id\",\"cat\":\"c\",\"pid\":1,\"tid\":1,\"ts\":12}")
    try write(Array(text.utf8), to: path)
    let output = folder.file("out.json.gz")
    let summary = try mergeTraces([(path, MergeRun(model: .async))], to: output)
    let trace = try TraceReader.read(path: output)
    #expect(summary.beforeWindow == 1)
    #expect(summary.malformed == 2)
    #expect(
      trace.plainSpans == [
        PlainSpan("in", 1000, 2000), PlainSpan("part", 1000, 3000), PlainSpan("run", 1000, 11000),
      ])
    #expect(trace.instants.map(\.time.count) == [1000])
    #expect(trace.processNames == [1000: "async"])
  }

  @Test func `foreign ids, missing tids and texts for pids fit the merged file`() throws {
    let path = folder.file("foreign.json")
    let text = object(
      "{\"ph\":\"X\",\"name\":\"n\",\"pid\":\"P\",\"tid\":\"T\",\"ts\":5,\"dur\":1}",
      "{\"ph\":\"X\",\"name\":\"n\",\"pid\":7,\"ts\":5,\"dur\":1}",
      "{\"ph\":\"b\",\"name\":\"a\",\"cat\":\"c\",\"pid\":7,\"tid\":-1,\"ts\":5,\"id\":\"0x1\"}",
      "{\"ph\":\"e\",\"name\":\"a\",\"cat\":\"c\",\"pid\":7,\"tid\":-1,\"ts\":6,\"id\":\"0x1\"}",
      "{\"ph\":\"s\",\"name\":\"f\",\"cat\":\"c\",\"pid\":7,\"tid\":7,\"ts\":5,\"id\":\"x>y\"}",
      "{\"ph\":\"f\",\"name\":\"f\",\"cat\":\"c\",\"pid\":7,\"tid\":7,\"ts\":6,\"id\":\"x>y\"}")
    try write(Array(text.utf8), to: path)
    let output = folder.file("out.json.gz")
    let run = MergeRun(model: .mixed)
    try mergeTraces([(path, run), (path, run)], to: output)
    let trace = try TraceReader.read(path: output)
    #expect(trace.lanes.allSatisfy { (0...0xFFFF_FFFF).contains($0.id.thread) })
    #expect(trace.lanes.filter { $0.name == "T" }.count == 2)
    #expect(Set(trace.lanes.map(\.id.process)).isSubset(of: [1000, 1001, 2000, 2001]))
    #expect(trace.asyncSpans.count == 2)
    #expect(trace.asyncSpans.allSatisfy { !$0.isUnfinished })
    #expect(trace.asyncSpans[0].scope != trace.asyncSpans[1].scope)
    #expect(trace.flows.allSatisfy { $0.start != nil && $0.end != nil })
    #expect(trace.spans.allSatisfy { $0.start == Nanoseconds(1000) })
  }

  @Test func `a view is made of the merged file's own numbers, and sealed into it`() throws {
    let path = folder.file("one.json.gz")
    let recorded = RecordedRun(origin: 77, windowStart: 123_456, process: 9, tasks: 5)
    try recorded.write(to: path)
    let alone = try TraceReader.read(path: path)
    let window = try #require(alone.plainSpans.first { $0.name == "run" })
    let output = folder.file("viewed.json.gz")
    var told: [LaneID?] = []
    try mergeTraces([(path, threads), (path, processes)], to: output) { merged in
      #expect(merged.map(\.run.processes) == [[1000], [2000]])
      #expect(merged.map(\.shift.count) == [1000 - window.start, 1000 - window.start])
      told = merged.map { $0.lane(alone.lanes[0].id) }
      #expect(merged[0].lane(LaneID(process: 12_345, thread: 1)) == nil)
      return [UInt8](#"{"schema":"stretto.view/1","runs":[]}"#.utf8)
    }
    let trace = try TraceReader.read(path: output)
    #expect(trace.metadata?.view == [UInt8](#"{"schema":"stretto.view/1","runs":[]}"#.utf8))
    for lane in told { #expect(trace.lanes.contains { $0.id == lane }) }
  }

  @Test func `a cut run is merged and named in the metadata`() throws {
    let path = folder.file("cut.json")
    let lines = RecordedRun().lines()
    try write(Array("{\"traceEvents\":[".utf8) + lines.dropLast(40), to: path)
    let output = folder.file("out.json.gz")
    let summary = try mergeTraces([(path, threads)], to: output)
    #expect(summary.cut == 1)
    let trace = try TraceReader.read(path: output)
    #expect(trace.metadata?.cut == "threads: the last event is cut off")
    #expect(trace.notes.truncation == nil)
  }

  @Test func `a file that cannot be read leaves no output, and an old one as it was`() throws {
    let output = folder.file("out.json.gz")
    #expect(throws: TraceFileError.self) {
      try mergeTraces([(folder.file("none"), threads)], to: output)
    }
    #expect(ScratchFolder.bytes(of: output).isEmpty)
    try write([1, 2, 3], to: output)
    #expect(throws: TraceFileError.self) {
      try mergeTraces([(folder.file("none"), threads)], to: output, overwriting: true)
    }
    #expect(ScratchFolder.bytes(of: output) == [1, 2, 3])
  }

  private func mergedEvents() throws -> [JSONValue] {
    let bytes = ScratchFolder.bytes(of: folder.file("merged.json.gz"))
    let text = GzipText(bytes)
    #expect(text.isWhole && text.trailingByteCount == 0)
    return try JSONValue(parsing: text.text)["traceEvents"]?.elements ?? []
  }
}
