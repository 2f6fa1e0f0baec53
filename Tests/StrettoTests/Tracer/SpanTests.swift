import Testing
import TraceModel

@testable import Stretto

@Suite struct SpanTests {
  @Test func `closures that nest are recorded as spans that nest on one lane`() throws {
    let recorded = try Recorded { tracer in
      tracer.span("outer") {
        tracer.span("first") {}
        tracer.span("second") {}
      }
    }
    let outer = try #require(recorded.spans("outer").first)
    let first = try #require(recorded.spans("first").first)
    let second = try #require(recorded.spans("second").first)
    #expect(outer.start <= first.start && first.end <= second.start && second.end <= outer.end)
    #expect(Set([outer, first, second].map(\.lane)).count == 1)
    #expect(outer.category == .span)
    #expect(recorded.trace.asyncSpans.isEmpty)
    #expect(recorded.lost == 0)
  }

  @Test func `what the body returns and throws passes through, and the span is there`() throws {
    struct Failure: Error {}
    let recorded = try Recorded { tracer in
      #expect(tracer.span("returns") { 42 } == 42)
      #expect(throws: Failure.self) { try tracer.span("throws") { throw Failure() } }
      #expect(throws: Failure.self) {
        try tracer.span(dynamic: "throws \(1)") { throw Failure() }
      }
    }
    #expect(recorded.spans("returns").count == 1)
    #expect(recorded.spans("throws").count == 1)
    #expect(recorded.spans("throws 1").count == 1)
  }

  @Test func `a token ends once: where it is told to, or with its scope`() throws {
    let recorded = try Recorded { tracer in
      let token = tracer.begin("told")
      token.end()
      do { _ = tracer.begin("scope") }
      tracer.instant("after")
    }
    let after = try #require(recorded.instants("after").first)
    #expect(recorded.spans("told").count == 1)
    let scope = recorded.spans("scope")
    #expect(scope.count == 1)
    #expect(scope.allSatisfy { $0.end <= after.time })
  }

  @Test func `tokens that overlap are both kept, one of them off the lane`() throws {
    let recorded = try Recorded { tracer in
      // So far apart that the overlap is no rounding: an instant takes some 10 ns.
      func passTime() { for _ in 0..<500 { tracer.instant("tick") } }
      let first = tracer.begin("first")
      passTime()
      let second = tracer.begin("second")
      passTime()
      first.end()
      passTime()
      second.end()
    }
    #expect(recorded.spans("first").count + recorded.asyncSpans("first").count == 1)
    #expect(recorded.spans("second").count + recorded.asyncSpans("second").count == 1)
    #expect(recorded.trace.asyncSpans.count == 1)
  }

  @Test func `a token that ends on another thread is a span of no thread`() throws {
    let recorded = try Recorded { tracer in
      let box = TokenBox(tracer.begin("moved"))
      try onThreads(1) { _ in box.end() }
    }
    #expect(recorded.spans("moved").isEmpty)
    #expect(recorded.asyncSpans("moved").count == 1)
  }

  @Test func `each thread has a lane of its own`() throws {
    let recorded = try Recorded { tracer in
      let gathering = Gathering(4)
      try onThreads(4) { number in
        gathering.wait()
        tracer.nameLane("lane \(number)")
        for _ in 0..<3 { tracer.span(dynamic: "of \(number)") {} }
      }
    }
    for number in 0..<4 {
      let lanes = Set(recorded.spans("of \(number)").map(\.lane))
      #expect(lanes.count == 1)
      #expect(lanes.map { recorded.lane($0).name } == ["lane \(number)"])
      #expect(recorded.spans("of \(number)").count == 3)
    }
  }

  @Test func `two tracers on one thread do not mix`() throws {
    var inner: Recorded?
    let outer = try Recorded { outerTracer in
      inner = try Recorded { innerTracer in
        for _ in 0..<5 {
          outerTracer.span("outer") { innerTracer.span("inner") {} }
        }
      }
      outerTracer.span("outer") {}
    }
    #expect(outer.spans("outer").count == 6)
    #expect(outer.spans("inner").isEmpty)
    #expect(inner?.spans("inner").count == 5)
    #expect(inner?.spans("outer").isEmpty == true)
  }

  @Test func `names made at run time arrive whole, whatever they hold`() throws {
    let names = ["", "a \"quoted\"\n\\name", "naïve 🚀", String(repeating: "long ", count: 100)]
    let recorded = try Recorded { tracer in
      for name in names { tracer.span(dynamic: name) {} }
    }
    #expect(recorded.trace.spans.map { recorded.name($0.name) } == ["unnamed"] + names.dropFirst())
  }

  @Test func `a thousand different names outgrow every table and stay right`() throws {
    let recorded = try Recorded { tracer in
      for number in 0..<3_000 { tracer.span(dynamic: "item \(number % 1_000)") {} }
    }
    #expect(recorded.trace.spans.count == 3_000)
    for number in [0, 511, 999] { #expect(recorded.spans("item \(number)").count == 3) }
  }

  @Test func `a switched-off tracer records nothing and makes no names`() throws {
    let recorded = try Recorded { tracer in
      tracer.pause()
      #expect(!tracer.isEnabled)
      tracer.span("span") {}
      tracer.span(
        dynamic: {
          Issue.record("made a name")
          return "dynamic"
        }()
      ) {}
      tracer.begin("token").end()
      tracer.instant("instant")
      tracer.counter("counter", 1)
      tracer.nameLane("lane")
      #expect(tracer.startFlow("flow") == nil)
      #expect(tracer.beginAsyncSpan("async") == nil)
      tracer.run(.sequential) {}
      tracer.resume()
      tracer.span("again") {}
    }
    #expect(recorded.trace.spans.map { recorded.name($0.name) } == ["again"])
    #expect(recorded.trace.instants.isEmpty && recorded.trace.flows.isEmpty)
    #expect(recorded.trace.asyncSpans.isEmpty)
    #expect(recorded.trace.lanes.allSatisfy { $0.name != "lane" })
  }

  @Test func `a ring that overflows loses what it counts`() throws {
    let recorded = try Recorded(limits: .rings(1, of: 64), policy: .onlyAtTheEnd) { tracer in
      for _ in 0..<1_000 { tracer.span("span") {} }
    }
    #expect(recorded.lost > 900)
    #expect(recorded.spans("span").count + recorded.lost == 1_000)
  }
}

/// A token handed to another thread.
private final class TokenBox: @unchecked Sendable {
  private var token: SpanToken?
  init(_ token: consuming SpanToken) { self.token = consume token }
  func end() { token.take()?.end() }
}
