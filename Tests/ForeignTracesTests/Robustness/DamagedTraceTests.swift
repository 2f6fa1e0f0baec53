import Analysis
import ForeignTraces
import Testing
import TraceModel

/// Adapters meet whatever the reader lets through: their rules must hold on traces
/// whose names, categories, lanes and times were thrown together.
@Suite struct `Damaged traces` {
  private static let files = [
    "bazel_local-jobs-4.json.gz", "hta_alexnet_kineto.json.gz", "hta_cpu_only.json.gz",
    "pyspy_chrometrace.json.gz", "clang_hello_c.json", "ninja_eight_commands.json",
    "ray_timeline.json.gz", "node20_trace_events.json.gz", "uftrace_chrome.json.gz",
    "rust_tracing_chrome.json.gz", "minitrace_threads.json",
  ]

  @Test(arguments: files)
  func `a damaged trace of any producer is adapted and adds up`(_ file: String) throws {
    let whole = try RealFiles.read(file)
    for seed in 1...12 {
      var damage = Damage(seed: UInt64(seed))
      let trace = damage.damaged(whole)
      let adapted = adapt(trace, options: try damage.options(seed))
      try check(adapted, "\(file), seed \(seed)")
    }
  }

  /// Indices lead somewhere, intervals do not run backwards, sums hold.
  private func check(_ adapted: AdaptedTrace, _ place: String) throws {
    let trace = adapted.trace
    for span in trace.spans {
      try #require(trace.lanes.indices.contains(Int(span.lane)), "\(place)")
      try #require(span.start <= span.end, "\(place)")
      try #require(Int(span.name.index) < trace.names.count, "\(place)")
      try #require(span.detail < trace.details.count, "\(place)")
    }
    do throws(AnalysisError) {
      for run in try analyse(trace) { #expect(run.failedAssertions == [], "\(place)") }
    } catch {
      #expect(error.code == .tooLarge, "\(place)")
    }
  }

  @Test func `an empty trace and one of marks only are adapted to nothing`() throws {
    #expect(adapt(Trace()).tasks == nil)
    var file = WrittenFile()
    file.members = ["\"viztracer_metadata\":{}"]
    let adapted = try file.adapted(
      ForeignTraceOptions(lane: .category, taskCategory: try TaskSelection(parsing: "x")))
    #expect(adapted.tasks == 0)
    #expect(try RealFiles.figures(adapted).tasks == 0)
  }

  @Test func `the order of events changes nothing`() throws {
    for file in ["viztracer_threads_gc.json.gz", "hta_alexnet_kineto.json.gz"] {
      let whole = try RealFiles.read(file)
      var damage = Damage(seed: 7)
      let shuffled = adapt(damage.shuffled(whole))
      let run = try RealFiles.figures(shuffled)
      #expect(IndependentFigures(run) == IndependentFigures(try RealFiles.figures(adapt(whole))))
    }
  }
}

/// Throws a trace together anew, the same for every run of a seed.
private struct Damage {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(bound, 1)))
  }

  mutating func options(_ seed: Int) throws -> ForeignTraceOptions {
    switch seed % 6 {
    case 1: ForeignTraceOptions(lane: .process)
    case 2: ForeignTraceOptions(lane: .category)
    case 3: ForeignTraceOptions(lane: try LaneRule(parsing: "*1*"))
    case 4: ForeignTraceOptions(taskCategory: try TaskSelection(parsing: "*"))
    default: ForeignTraceOptions()
    }
  }

  /// One in eight fields is another one's, one time in thirty an extreme.
  mutating func damaged(_ whole: Trace) -> Trace {
    var trace = whole
    trace.spans = SpanColumns()
    for span in whole.spans where next(below: 8) != 0 {
      var span = span
      let other = whole.spans[next(below: whole.spans.count)]
      if next(below: 8) == 0 { span.name = other.name }
      if next(below: 8) == 0 { span.categoryName = other.categoryName }
      if next(below: 8) == 0 { span.lane = other.lane }
      if next(below: 8) == 0 { (span.start, span.end) = (other.start, other.start) }
      if next(below: 8) == 0 { span.end = max(span.start, other.end) }
      if next(below: 3000) == 0 { span.start = Nanoseconds.admitted.lowerBound }
      if next(below: 3000) == 0 { span.end = Nanoseconds.admitted.upperBound }
      if next(below: 8) == 0 { span.isUnfinished = true }
      trace.spans.append(span)
    }
    for index in trace.flows.indices where next(below: 4) == 0 {
      if next(below: 2) == 0 {
        trace.flows[index].start = nil
      } else {
        trace.flows[index].end = nil
      }
    }
    for index in trace.asyncSpans.indices where next(below: 4) == 0 {
      trace.asyncSpans[index].scope = Int32(next(below: 5))
    }
    for index in trace.instants.indices where next(below: 3) == 0 {
      trace.instants[index].time = Nanoseconds(-1)
    }
    return trace
  }

  mutating func shuffled(_ whole: Trace) -> Trace {
    var trace = whole
    var order = Array(whole.spans.indices)
    for index in order.indices.reversed() { order.swapAt(index, next(below: index + 1)) }
    trace.spans = SpanColumns()
    for index in order { trace.spans.append(whole.spans[index]) }
    return trace
  }
}
