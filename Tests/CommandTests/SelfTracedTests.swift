import Foundation
import Testing

/// `stretto record` of programs that use the library: one trace, with what both know.
@Suite(.serialized) struct SelfTracedTests {
  static let program = Tool.built("ExecutorsProgram")
  /// How many tasks the program runs.
  static let tasks = 6

  let scratch: ScratchFolder
  var folder: URL { scratch.url }

  init() throws { scratch = try ScratchFolder() }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: scratch.path(name))
  }

  private func runs(of trace: String) throws -> [SelfTracedRun] {
    let ending = try Tool.run("report", "--format", "json", trace, in: folder)
    #expect(ending.status == 0, "\(ending.errors)")
    return try Self.runs(in: ending)
  }

  private static func runs(in report: Tool.Ending) throws -> [SelfTracedRun] {
    struct Document: Decodable { var runs: [SelfTracedRun] }
    return try JSONDecoder().decode(Document.self, from: Data(report.output.utf8)).runs
  }

  private func record(_ command: String...) throws -> Tool.Ending {
    try Tool.start(["record", "-o", "all.json.gz", "--"] + command, in: folder).wait()
  }

  /// Returns when the recorder has the file open, which has no time of its own; gives up late.
  private func wait(for name: String, openIn process: Int32) throws {
    let (limit, files) = (Date(timeIntervalSinceNow: 60), FileManager.default)
    let folder = "/proc/\(process)/fd"
    while true {
      let open = try files.contentsOfDirectory(atPath: folder)
        .compactMap { try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
      if open.contains(where: { $0.hasSuffix("/\(name)") }) { return }
      try #require(Date() < limit, "\(name) was never opened")
      usleep(2000)
    }
  }

  /// Returns when a trace that is being written tells of all tasks; gives up late.
  private func waitUntilWritten(_ trace: String) throws {
    let limit = Date(timeIntervalSinceNow: 60)
    while true {
      let ending = try Tool.run("report", "--format", "json", trace, in: folder)
      if ending.status == 0, try Self.runs(in: ending).first?.tasks == Self.tasks { return }
      try #require(Date() < limit, "\(trace) never told of its tasks: \(ending.errors)")
      usleep(2000)
    }
  }

  private func say(_ word: String) {
    _ = FileManager.default.createFile(atPath: scratch.path(word), contents: nil)
  }

  private func checkPortable(_ trace: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let lint = try Tool.run("lint", trace, in: folder)
    #expect(
      lint.output.contains("0 errors, 0 warnings"), "\(lint.output)", sourceLocation: sourceLocation
    )
  }

  @Test(arguments: ["sequential", "threads", "async", "tasks", "actor", "dispatch", "processes"])
  func `a program's own run, tasks and lanes are in the recorder's trace`(model: String) throws {
    let ending = try record(Self.program, model, "own.json.gz")
    #expect(ending.status == 0 && ending.output == "done\n", "\(ending.errors)")
    #expect(ending.errors.contains("the spans of 1 process that traces itself"))
    #expect(!ending.errors.contains("counted as"), "\(ending.errors)")
    let own = try #require(try runs(of: "own.json.gz").first)
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == [model])
    let run = try #require(all.first)
    #expect(run.tasks == Self.tasks && own.tasks == Self.tasks)
    #expect(run.slots == own.slots && run.cores == own.cores)
    // The same window on the same clock, to the nanosecond.
    #expect(run.makespan == own.makespan)
    #expect(run.trust.unfinished == 0 && run.trust.lost == 0)
    #expect(
      run.queueing.total == own.queueing.total && run.queueing.service == own.queueing.service)
    #expect(Set(own.busy.keys).isSubset(of: Set(run.busy.keys)))
    for (lane, time) in own.busy { #expect(run.busy[lane] == time, "\(lane)") }
    run.checkSums()
    if ending.errors.contains("recorded thread states") {
      #expect(run.trust.tiers.contains(2) && !own.trust.tiers.contains(2))
    }
    try checkPortable("all.json.gz")
  }

  @Test func `two threads on one CPU: the report tells their turns from their work`() throws {
    let ending = try record("taskset", "-c", "0", Self.program, "threads", "own.json.gz")
    #expect(ending.status == 0, "\(ending.errors)")
    let run = try #require(try runs(of: "all.json.gz").first)
    let own = try #require(try runs(of: "own.json.gz").first)
    run.checkSums()
    #expect(run.tasks == Self.tasks && run.slots == 2)
    #expect(own.slotLedger["runq"] == nil)
    guard ending.errors.contains("recorded thread states") else { return }
    // One core: what both have worked together cannot exceed the run, the rest of it they waited.
    #expect(run.slotLedger["work", default: 0] <= run.makespan)
    #expect(run.slotLedger["runq", default: 0] * 4 > run.makespan, "\(run.slotLedger)")
    #expect(own.slotLedger["work", default: 0] > run.slotLedger["work", default: 0])
  }

  @Test func `a program that describes no run has its tasks recognised`() throws {
    let ending = try record(Self.program, "none", "own.json.gz")
    #expect(ending.status == 0, "\(ending.errors)")
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == ["threads"] && all.map(\.tasks) == [Self.tasks])
    for run in all { run.checkSums() }
    #expect(!ending.errors.contains("counted as"), "\(ending.errors)")
    try checkPortable("all.json.gz")
  }

  @Test func `a program that tells of spans only is one task, and the tracer's thread is none`()
    throws
  {
    let ending = try record(Self.program, "spans", "own.json.gz")
    #expect(ending.status == 0, "\(ending.errors)")
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == ["sequential"] && all.map(\.tasks) == [1], "\(ending.errors)")
    for run in all { run.checkSums() }
    try checkPortable("all.json.gz")
  }

  @Test func `two programs and two tracers in one keep their runs apart`() throws {
    let script = "\"$0\" threads one.json.gz && \"$0\" processes two.json.gz twice"
    let tool = try Tool.start(
      ["record", "-o", "all.json.gz", "--", "sh", "-c", script, Self.program], in: folder)
    defer { say("go") }
    try wait(for: "second-two.json.gz", openIn: tool.process.processIdentifier)
    say("go")
    let ending = tool.wait()
    #expect(ending.status == 0, "\(ending.errors)")
    // Removed by the program itself when it was done.
    #expect(exists("one.json.gz") && !exists("two.json.gz") && !exists("second-two.json.gz"))
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == ["threads", "processes", "processes"], "\(ending.errors)")
    #expect(all.map(\.tasks) == [6, 6, 6])
    for run in all { run.checkSums() }
    try checkPortable("all.json.gz")
  }

  @Test func `what a killed program had written is in the trace, which says that it was cut`()
    throws
  {
    let tool = try Tool.start(
      ["record", "-o", "all.json.gz", "--", Self.program, "threads", "own.json.gz", "killed"],
      in: folder)
    defer { say("go") }
    try waitUntilWritten("own.json.gz")
    say("go")
    let ending = tool.wait()
    #expect(ending.status == 128 + SIGKILL)
    #expect(ending.errors.contains("a trace that the program wrote itself was cut"))
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == ["threads"] && all.map(\.tasks) == [6])
    for run in all { run.checkSums() }
    #expect(all.first?.trust.notes.contains { $0.contains("cut") } == true)
    try checkPortable("all.json.gz")
  }

  @Test func `without agents and stacks the program's spans are there nevertheless`() throws {
    let ending = try Tool.run(
      "record", "--light", "--no-python", "-o", "all.json.gz", "--", Self.program, "threads",
      "own.json.gz", in: folder)
    #expect(ending.status == 0 && ending.output == "done\n")
    #expect(try runs(of: "all.json.gz").map(\.tasks) == [Self.tasks])
  }

  @Test func `where the kernel refuses its events the program's runs and workers are there too`()
    throws
  {
    let command = [
      Tool.path, "record", "-o", "all.json.gz", "--", Self.program, "processes", "own.json.gz",
    ]
    let ending = try Tool.start(
      try RefusedEvents.wrapper(scratch) + command, in: folder, path: "/usr/bin/env"
    ).wait()
    #expect(ending.status == 0 && ending.output == "done\n", "\(ending.errors)")
    let all = try runs(of: "all.json.gz")
    #expect(all.map(\.model) == ["processes"] && all.map(\.tasks) == [Self.tasks])
    #expect(!ending.errors.contains("were left out"), "\(ending.errors)")
    for run in all { run.checkSums() }
  }

  @Test func `announcements of what is no trace are one note, and the recording goes on`() throws {
    // Every kind of file that is not what it should be; a FIFO would be waited for.
    let script = """
      here=$(pwd); cd "$STRETTO_AGENT_TRACES" || exit 9
      say() { printf 'stretto.announcement/1 %s %s %s\\n%s' "$$" "$2" "$3" "$4" > "$1.trace"; }
      numbers() { stat -c '%d %i' "$1"; }
      echo garbage > a.trace; mkdir b.trace; : > c.trace
      say d 5 '1 1' /no/such/file
      mkfifo "$here/fifo"; say e 5 "$(numbers "$here/fifo")" "$here/fifo"
      say f 5 "$(numbers "$here")" "$here"
      echo 'not a trace' > "$here/text"; say g 5 "$(numbers "$here/text")" "$here/text"
      say h 5 '1 1' "$here/text"
      say i 99999999999999999999 '1 1' relative
      printf '[{"ph":"X","cat":"sched","name":"run","pid":1,"tid":1,"ts":1,"dur":5},{"ph":"X",' \\
        > "$here/odd"
      say j 5 "$(numbers "$here/odd")" "$here/odd"
      """
    try script.write(toFile: scratch.path("script"), atomically: true, encoding: .utf8)
    let ending = try record("sh", scratch.path("script"))
    #expect(ending.status == 0, "\(ending.errors)")
    let notes = ending.errors.split(separator: "\n")
    #expect(notes.count { $0.contains("is not in this one") } == 1, "\(ending.errors)")
    #expect(notes.contains { $0.contains("4 announcements") }, "\(ending.errors)")
    for run in try runs(of: "all.json.gz") { run.checkSums() }
    try checkPortable("all.json.gz")
  }
}

/// What these tests read of a RUN of `stretto.report/1`.
struct SelfTracedRun: Decodable {
  struct Queueing: Decodable {
    var total: Int
    var service: Int

    enum CodingKeys: String, CodingKey {
      case total = "queue_total"
      case service = "service_total"
    }
  }

  struct Trust: Decodable {
    var tiers: [Int]
    var lost: Int
    var unfinished: Int
    var notes: [String]

    enum CodingKeys: String, CodingKey {
      case tiers, unfinished, notes
      case lost = "events_lost"
    }
  }

  var model: String
  var makespan: Int
  var slots: Int
  var cores: Int
  var tasks: Int
  var slotLedger: [String: Int]
  var coreLedger: [String: Int]
  var busy: [String: Int]
  var queueing: Queueing
  var trust: Trust

  enum CodingKeys: String, CodingKey {
    case model, makespan, slots, cores, tasks, queueing, trust
    case slotLedger = "slot_ledger"
    case coreLedger = "core_ledger"
    case busy = "lane_busy"
  }

  func checkSums() {
    #expect(slotLedger.values.reduce(0, +) == slots * makespan, "slots of \(model)")
    #expect(coreLedger.values.reduce(0, +) == cores * makespan, "cores of \(model)")
  }
}
