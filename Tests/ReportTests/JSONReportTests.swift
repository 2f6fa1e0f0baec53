import Analysis
import Comparison
import Report
import Testing
import TraceFile
import TraceModel

@Suite struct `A report as JSON` {
  /// The schema as it lies beside its encoder.
  static func schema(
    _ name: String = "stretto.report-1", _ file: String = #filePath
  ) throws -> JSONValue {
    let text = try #require(
      read(packageFolder(of: file) + "/Sources/Report/Schema/\(name).schema.json"))
    return try JSONValue(parsing: text.utf8)
  }

  /// The document as a reader gets it: written and parsed again.
  static func parsed(_ value: JSONValue) throws -> JSONValue {
    try JSONValue(parsing: value.encoded())
  }

  static let documents: [(String, JSONValue)] = [
    ("count", ComparisonReport.count.json), ("fetch", ComparisonReport.fetch.json),
    (
      "three rounds",
      ComparisonReport.of(
        "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads], rounds: 3,
        freeCores: nil
      ).json
    ),
    (
      "all failed",
      ComparisonReport.of("count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads]) {
        for index in $0.rounds.indices { $0.rounds[index].fail("threads", .untraced) }
      }.json
    ),
    ("runs", RunReport(runs: [.full, CountRuns.async]).json),
    ("everything", RunReport(runs: [.everything]).json), ("nothing", RunReport(runs: []).json),
  ]

  @Test(arguments: documents.indices)
  func `follows its schema`(index: Int) throws {
    var check = SchemaCheck(schema: try Self.schema())
    check.check(try Self.parsed(Self.documents[index].1))
    #expect(check.problems == [], "\(Self.documents[index].0)")
  }

  @Test func `follows a schema that finds faults`() throws {
    var check = SchemaCheck(schema: try Self.schema())
    let faulty = """
      {"schema": "stretto.report/2", "runs": [{"model": 3, "made_up": 1}], "comparison": 7}
      """
    check.check(try JSONValue(parsing: faulty.utf8))
    let problems = check.problems.joined(separator: "\n")
    for part in [
      "report.schema: not", "runs[0].model: wrong type", "made_up is not described",
      "runs[0]: no makespan", "comparison: wrong type",
    ] { #expect(problems.contains(part), "\(part)") }
  }

  @Test func `has the keys of a run that others rely on, in order`() throws {
    let run = try #require(try Self.parsed(RunReport(runs: [.full]).json)["runs"]?.elements?.first)
    let keys = try #require(run.members?.map(\.key))
    #expect(
      keys == [
        "model", "trace", "makespan", "slots", "cores", "slot_ledger", "core_ledger",
        "task_ledger", "core_estimated", "groups", "concurrency", "pair_overlap", "lane_busy",
        "compute_io", "critical_path", "work_T1", "span_Tinf", "avg_parallelism", "bounds",
        "bounds_baseline", "cpu_parallelism", "progress_parallelism", "T_seq", "speedup",
        "efficiency_slots", "efficiency_cores", "inflation", "queueing", "loop", "pop",
        "imbalance", "trust", "run", "round", "tasks", "useful_share", "parallelism",
        "criticality", "scaling", "executor", "gil", "io_limits", "progress_from_cpu_time",
        "what_if", "pop_ideal", "serial_fraction",
      ])
    let inner: [String: [String]] = [
      "concurrency": [
        "sum_busy", "union", "hist", "conc_avg", "conc_active", "frac_ge2", "frac_ge2_active",
        "overlap_saving", "overlap_norm",
      ],
      "compute_io": ["comp", "io", "both", "hidden_io", "hidden_comp", "exposed_io"],
      "bounds": ["latency", "cores", "slots", "lower", "binding", "attained", "further"],
      "inflation": ["useful_cpu", "useful_io", "work", "io", "infl_cpu", "infl_io"],
      "queueing": [
        "queue_total", "queue_max", "service_total", "result_total", "little_L",
        "throughput_per_s",
      ],
      "loop": [
        "util", "mean_lag", "max_lag", "max_step", "expected_arrival_lag", "lag",
        "blocking_steps", "blocking_calls",
      ],
      "pop": ["LB", "CommE", "PE", "LB_add", "CommE_add"],
      "imbalance": ["percent_imbalance", "straggler"],
      "trust": [
        "tiers", "events_lost", "unfinished", "unattributed_share", "tracer_overhead", "notes",
      ],
    ]
    for (key, keys) in inner { #expect(run[key]?.members?.map(\.key) == keys, "\(key)") }
  }

  @Test func `writes null for what is undefined`() throws {
    var run = CountRuns.threads
    run.speedup = nil
    run.loop = nil
    run.pairOverlap = nil
    run.boundsBaseline = nil
    let json = try #require(
      try Self.parsed(RunReport(runs: [run]).json)["runs"]?.elements?.first)
    for key in ["speedup", "loop", "pair_overlap", "critical_path", "span_Tinf", "pop"] {
      #expect(json[key] == .null, "\(key)")
    }
    #expect(json["bounds_baseline"] == nil)
    #expect(json["trust"]?["tracer_overhead"] == .null)
  }

  @Test func `omits empty buckets and levels, and keeps pairs with nothing in common`() throws {
    let json = try #require(
      try Self.parsed(RunReport(runs: [.full]).json)["runs"]?.elements?.first)
    #expect(json["slot_ledger"]?.members?.map(\.key) == ["work", "startup", "tail"])
    #expect(json["slot_ledger"]?["work"] == .integer(8_000_000_000))
    #expect(json["concurrency"]?["hist"]?.members?.map(\.key) == ["1", "2", "10"])
    #expect(json["pair_overlap"]?["7/8,t1"] == .integer(0))
    #expect(json["lane_busy"]?["7/8"] == .integer(5))
  }

  @Test func `names the traced run of the median round and what tracing cost`() throws {
    var report = ComparisonReport.count
    var slow = CountRuns.threads
    slow.trace = "slow.json.gz"
    slow.makespan = .milliseconds(3_000)
    var fast = CountRuns.threads
    fast.trace = "fast.json.gz"
    fast.makespan = .milliseconds(1_900)
    report.models[2] = ModelRuns(model: "threads", runs: [slow, fast, CountRuns.threads])
    let runs = try #require(try Self.parsed(report.json)["runs"]?.elements)
    #expect(runs.count == 4)
    #expect(runs[2]["trace"]?.text == "threads.json.gz")
    let cost = try #require(runs[2]["trust"]?["tracer_overhead"]?.double)
    #expect(abs(cost - 0.004) < 1e-6)
  }

  @Test func `gives the baseline a speedup of one and the others their intervals`() throws {
    let json = try Self.parsed(ComparisonReport.count.json)
    let models = try #require(json["comparison"]?["models"]?.elements)
    #expect(models.map { $0["model"]?.text } == ["sequential", "async", "threads", "processes"])
    for key in ["speedup", "speedup_low", "speedup_high"] {
      #expect(models[0][key]?.double == 1)
      #expect((models[2][key]?.double ?? 0) > 1.9)
    }
    #expect(
      models.map { $0["verdict"]?.text } == ["baseline", "no difference", "faster", "faster"])
    #expect(models[2]["wall_ns"]?.integer == 2_083_466_667)
    #expect(models[2]["rounds"]?.integer == 12)
  }

  @Test func `has neither interval nor verdict with three rounds`() throws {
    let json = try Self.parsed(Self.documents[2].1)
    let threads = try #require(json["comparison"]?["models"]?.elements?.last)
    #expect((threads["speedup"]?.double ?? 0) > 1.8)
    for key in ["speedup_low", "speedup_high", "verdict"] { #expect(threads[key] == .null) }
    let baseline = try #require(json["comparison"]?["models"]?.elements?.first)
    #expect(baseline["speedup_low"]?.double == 1)
  }

  @Test func `has no comparison for single runs`() throws {
    #expect(try Self.parsed(RunReport(runs: [.full]).json)["comparison"] == .null)
  }

  @Test func `prints what does not hold among the notes`() throws {
    var run = CountRuns.threads
    run.failedAssertions = ["slot ledger 1 ns short"]
    let json = try Self.parsed(RunReport(runs: [run]).json)
    let notes = json["runs"]?.elements?.first?["trust"]?["notes"]?.elements
    #expect(notes?.contains { $0.text?.contains("slot ledger 1 ns short") == true } == true)
    #expect(RunReport(runs: [run]).text().contains("slot ledger 1 ns short"))
  }
}
