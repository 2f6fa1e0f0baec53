import Foundation
import Testing
import ViewerCheck

@testable import Lint

/// What the rules say is what the viewers do: the cases of `RuleCase` in the real importers.
@Suite(.serialized) struct RealViewerTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stretto-lint-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  /// Writes each trace under its own name into a folder of its own.
  private func write(_ traces: [TraceBytes]) throws -> [String] {
    try traces.enumerated().map { index, trace in
      let place = folder.appendingPathComponent("\(index)-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
      let file = place.appendingPathComponent(trace.name)
      try Data(trace.bytes).write(to: file)
      return file.path
    }
  }

  /// The first case of each rule by which a viewer loses the whole file; by the `silent` ones it
  /// shows too little instead.
  private func errors(_ viewer: Viewer, but silent: Set<String> = []) -> [RuleCase] {
    var seen = silent
    return RuleCase.all.filter { example in
      guard let rule = Rule.named(example.rule), rule.severity == .error else { return false }
      return rule.viewers.contains(viewer) && seen.insert(rule.id).inserted
    }
  }

  @Test func `Perfetto refuses what is an error for it, and opens the near misses`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Perfetto loses the event only, or shows nothing and says nothing.
    let cases = errors(
      .perfetto,
      but: [
        "json-lines", "no-timestamp", "async-bad-id2", "not-finite-argument", "trailing-comma",
      ])
    let broken = try await ViewerCheck.perfetto(write(cases.map(\.breaking)))
    let near = try await ViewerCheck.perfetto(write(cases.map(\.near)))
    for (index, example) in cases.enumerated() {
      #expect(broken[index].error != nil, "\(example.rule)")
      #expect(near[index].error == nil, "\(example.rule): \(near[index].error ?? "")")
    }
  }

  @Test func `Perfetto counts what the warnings say it drops`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases = RuleCase.all.compactMap { example in
      Self.perfettoStats[example.rule].map { (example, $0) }
    }
    #expect(Set(cases.map(\.0.rule)) == Set(Self.perfettoStats.keys))
    let broken = try await ViewerCheck.perfetto(write(cases.map(\.0.breaking)))
    let near = try await ViewerCheck.perfetto(write(cases.map(\.0.near)))
    for (index, (example, stat)) in cases.enumerated() {
      let names = broken[index].stats?.map(\.name) ?? []
      #expect(names.contains(stat), "\(example.rule): \(names)")
      let others = near[index].stats?.map(\.name) ?? []
      #expect(!others.contains(stat), "\(example.rule): \(others)")
    }
  }

  private static let perfettoStats = [
    "overlap": "slice_drop_overlapping_complete_event",
    "negative-time": "trace_sorter_negative_timestamp_dropped",
    "no-duration": "json_parser_failure",
    "no-phase": "json_tokenizer_failure",
    "async-no-id": "json_parser_failure",
    "async-bad-id2": "json_parser_failure",
    "flow-no-id": "flow_invalid_id",
    "flow-text-id": "flow_invalid_id",
    "flow-no-direction": "flow_without_direction",
    "counter-not-number": "json_parser_failure",
    "begin-end-crossing": "misplaced_end_event",
  ]

  @Test(arguments: [
    // Distinct threads that have spans, spans on a process's own track, names with a backslash.
    (
      "merged-threads",
      "select count(distinct utid) as n from thread_track join slice on track_id = thread_track.id",
      2, 3
    ),
    (
      "async-plain-id",
      "select count(*) as n from slice join process_track on track_id = process_track.id", 0, 1
    ),
    ("empty-pair", "select count(*) as n from slice where dur < 0", 1, 0),
    ("escaped-name", "select count(*) as n from slice where instr(name, char(92)) > 0", 1, 0),
  ])
  func `Perfetto misreads what the warnings say`(
    rule: String, query: String, broken: Int, near: Int
  ) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let example = try #require(RuleCase.all.last { $0.rule == rule })
    let facts = try await ViewerCheck.perfetto(
      write([example.breaking, example.near]), sql: [query])
    #expect(facts.map { $0.rows?.first?.first?["n"] } == [.integer(broken), .integer(near)])
  }

  @Test func `chrome tracing refuses what is an error for it, and opens the near misses`()
    async throws
  {
    defer { try? FileManager.default.removeItem(at: folder) }
    // Without a ts only the bounds are lost, of two members the second, both in silence.
    let cases = errors(
      .chrome, but: ["gzip-members", "no-timestamp", "gzip-damaged", "huge-text"])
    let broken = try await ViewerCheck.catapult(write(cases.map(\.breaking)))
    for (example, facts) in zip(cases, broken) {
      #expect(facts.error != nil, "\(example.rule)")
    }
    var seen: Set<[UInt8]> = []
    let near = cases.filter { seen.insert($0.near.bytes).inserted }
    for (example, facts) in zip(near, try await ViewerCheck.catapult(write(near.map(\.near)))) {
      #expect(facts.error == nil, "\(example.rule): \(facts.error ?? "")")
    }
  }

  @Test func `chrome tracing warns of what the warnings say it drops`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases = RuleCase.all.compactMap { example in
      Self.chromeWarnings[example.rule].map { (example, $0) }
    }
    #expect(Set(cases.map(\.0.rule)) == Set(Self.chromeWarnings.keys))
    let broken = try await ViewerCheck.catapult(write(cases.map(\.0.breaking)))
    for (index, (example, warning)) in cases.enumerated() {
      let types = broken[index].warnings?.map(\.type) ?? []
      #expect(types.contains(warning), "\(example.rule): \(types), \(broken[index].error ?? "")")
    }
  }

  private static let chromeWarnings = [
    "end-without-begin": "duration_parse_error",
    "end-mismatch": "title_match_error",
    "instant-scope": "instant_parse_error",
    "async-no-id": "async_slice_parse_error",
    "async-no-cat": "async_slice_parse_error",
    "async-end-name": "async_slice_parse_error",
    "async-end-alone": "async_slice_parse_error",
    "async-unfinished": "async_slice_parse_error",
    "async-crossing": "async_slice_parse_error",
    "thread-state": "async_slice_parse_error",
    "flow-no-id": "flow_slice_parse_error",
    "flow-no-direction": "flow_slice_parse_error",
    "flow-end-alone": "flow_slice_ordering_error",
    "flow-no-bp": "flow_slice_end_error",
    "counter-no-args": "counter_parse_error",
    "unknown-phase": "parse_error",
    "unknown-frame": "sample_import_error",
    "unknown-metadata": "metadata_parse_error",
    "repeated-argument": "arg_merge_error",
  ]

  @Test func `DevTools shows no range of what is an error for it`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let cases = errors(.devtools, but: ["no-timestamp"])
    let broken = try await ViewerCheck.devTools(write(cases.map(\.breaking)), patience: 3)
    for (example, facts) in zip(cases, broken) {
      #expect(facts.range == nil, "\(example.rule): \(facts.range ?? "")")
    }
  }
}
