import Analysis
import ForeignTraces
import Testing
import TraceModel

@Suite struct `Options for other producers' traces` {
  /// Two processes with two threads each; a category list on one span.
  private func file() -> WrittenFile {
    var file = WrittenFile()
    file.thread("pool-1", "1")
    file.thread("pool-2", "2")
    file.thread("main", "3", process: "2")
    file.span("a", "io,read", 0, 40, thread: "1")
    file.span("b", "cpu", 20, 60, thread: "2")
    file.span("c", "cpu", 30, 90, thread: "3", process: "2")
    file.span("inner", "read", 35, 45, thread: "3", process: "2")
    return file
  }

  private func figures(lane: String? = nil, task: String? = nil) throws -> RunAnalysis {
    try file().figures(
      ForeignTraceOptions(
        lane: try lane.map { try LaneRule(parsing: $0) },
        taskCategory: try task.map { try TaskSelection(parsing: $0) }))
  }

  @Test func `a lane is what --lane says`() throws {
    #expect(try figures(lane: "thread").laneBusy.map(\.time.count) == [40_000, 40_000, 60_000])
    #expect(try figures(lane: "process").laneBusy.map(\.time.count) == [60_000, 60_000])
    let byCategory = try figures(lane: "category")
    #expect(byCategory.laneBusy.map(\.time.count).sorted() == [10_000, 40_000, 70_000])
    #expect(byCategory.slots == 3)
  }

  @Test func `tasks that cross on a lane are told, those that nest are not`() throws {
    let merged = try file().adapted(ForeignTraceOptions(lane: .process))
    #expect(merged.notes.contains { $0.contains("without nesting: 1;") })
    let apart = try file().adapted(ForeignTraceOptions(lane: .thread))
    #expect(!apart.notes.contains { $0.contains("without nesting") })
  }

  @Test func `only lanes that match carry tasks`() throws {
    let run = try figures(lane: "pool-*")
    #expect(run.slots == 2)
    #expect(run.concurrency.sumBusy == Nanoseconds(80_000))
    #expect(run.makespan == Nanoseconds(90_000))
    #expect(try figures(lane: "2/*").concurrency.sumBusy == Nanoseconds(60_000))
  }

  @Test func `a task is what --task-category says`() throws {
    #expect(try figures(task: "read").laneBusy.map(\.time.count) == [40_000, 10_000])
    #expect(try figures(task: "c?u").tasks == 2)
    #expect(try figures(task: "name:inn*").concurrency.sumBusy == Nanoseconds(10_000))
  }

  @Test func `an option that fits nothing is said to fit nothing`() throws {
    let none = ForeignTraceOptions(taskCategory: try TaskSelection(parsing: "absent"))
    #expect(try file().adapted(none).notes.contains("no span matches --task-category absent"))
    let nowhere = ForeignTraceOptions(lane: try LaneRule(parsing: "absent-*"))
    #expect(
      try file().adapted(nowhere).notes.contains(
        "no lane that matches --lane absent-* carries a task"))
  }

  @Test(arguments: ["", String(repeating: "a", count: 257), "a\u{1B}[2J", "name:"])
  func `a text that is no pattern is refused with a sentence`(_ text: String) {
    let error = #expect(throws: ForeignOptionError.self) { try TaskSelection(parsing: text) }
    #expect(error?.description.hasSuffix(".") == true)
    #expect(error?.description.contains("--task-category") == true)
  }

  @Test func `a pattern matches as its parts do one by one`() throws {
    // All patterns and texts of up to four letters, against the plain recursion.
    let texts = Self.words(of: ["a", "b"], upTo: 4)
    for text in Self.words(of: ["a", "*", "?"], upTo: 4) where !text.isEmpty {
      let pattern = try TextPattern(parsing: text, option: "--lane")
      for candidate in texts {
        #expect(
          pattern.matches(candidate) == Self.matches(Array(text)[...], Array(candidate)[...]),
          "\(text) on \(candidate)")
      }
    }
  }

  @Test func `a pattern of stars on a long name costs no backtracking`() throws {
    let pattern = try TextPattern(
      parsing: String(repeating: "a*", count: 120) + "b", option: "--lane")
    #expect(!pattern.matches(String(repeating: "a", count: 100_000)))
  }

  private static func words(of letters: [String], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + $0 } }
      all += last
    }
    return all
  }

  private static func matches(
    _ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(pattern.dropFirst(), text)
        || !text.isEmpty && matches(pattern, text.dropFirst())
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return matches(pattern.dropFirst(), text.dropFirst())
  }
}
