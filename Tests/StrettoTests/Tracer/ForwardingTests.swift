import Testing
import TraceFile
import TraceModel

@testable import Stretto

@Suite struct ForwardingTests {
  /// What a worker's sink was given.
  private final class Pipe: Sendable {
    let sent = Guarded<(lines: [[UInt8]], lost: Int)>(([], 0))
    func take(_ lines: [UInt8], _ lost: Int) {
      sent.withLock {
        if !lines.isEmpty { $0.lines.append(lines) }
        $0.lost += lost
      }
    }
  }

  @Test func `a worker's events land in the parent's file, on the parent's clock`() throws {
    let recorded = try Recorded { parent in
      let before = parent.now()
      let pipe = Pipe()
      let worker = try Tracer(
        TracerConfiguration(
          forwardingTo: { pipe.take($0, $1) },
          origin: try #require(ClockAnchor(parent.origin.description))))
      worker.phase(.startup, "start", from: before, to: worker.now())
      try worker.finish()
      parent.phase(.dispatch, "around", from: before, to: parent.now())
      let sent = pipe.sent.withLock { $0 }
      #expect(sent.lost == 0)
      for lines in sent.lines { parent.appendForwarded(lines, lost: 0) }
      parent.appendForwarded([], lost: 3)
      parent.beginRun(RunArguments(model: .processes, cores: 1), name: "run")
      parent.register(process: 4_711)
      parent.endRun()
    }
    let start = try #require(recorded.spans("start").first)
    let around = try #require(recorded.spans("around").first)
    #expect(start.category == .startup)
    // Two anchors of one clock: within a microsecond of each other.
    #expect(abs((start.start - around.start).count) < 1_000)
    #expect(start.end <= around.end)
    #expect(recorded.lost == 3)
    #expect(recorded.trace.metadata?.eventsLost == 3)
    #expect(recorded.trace.metadata?.runs.first?.processes.last == 4_711)
  }

  @Test func `a worker tells how many events it lost`() throws {
    let pipe = Pipe()
    var configuration = TracerConfiguration(
      forwardingTo: { pipe.take($0, $1) }, origin: .now())
    configuration.limits = .rings(1, of: 16)
    configuration.policy = .onlyAtTheEnd
    let worker = try Tracer(configuration)
    for _ in 0..<100 { worker.span("span") {} }
    try worker.finish()
    let sent = pipe.sent.withLock { $0 }
    let text = String(decoding: Array(sent.lines.joined()), as: UTF8.self)
    let kept = text.split(separator: "\n").filter { $0.contains("\"name\":\"span\"") }.count
    #expect(sent.lost > 80)
    #expect(kept + sent.lost == 100)
  }

  @Test func `numbers of workers do not meet the parent's`() {
    let parent = TracerConfiguration(path: "run.json.gz").firstNumbers(process: 77)
    let worker = TracerConfiguration(forwardingTo: { _, _ in }, origin: .now())
    let first = worker.firstNumbers(process: 78)
    let second = worker.firstNumbers(process: 79)
    #expect(parent.task == 1 && parent.flow == 1)
    #expect(first.task > 1 << 30 && second.task - first.task >= 1 << 15)
    #expect(first.flow > 1 << 32 && second.flow - first.flow >= 1 << 30)
    // Exact in the doubles that viewers read numbers into.
    #expect(worker.firstNumbers(process: 1 << 22).flow < 1 << 53)
  }

  @Test func `lines beyond the journal's memory are counted, not kept`() {
    let journal = RunJournal()
    let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: RunJournal.capacity / 2 + 1)
    journal.forward(lines, lost: 1)
    journal.forward(lines, lost: 1)
    let entries = journal.take()
    #expect(entries.forwarded.count == 1)
    #expect(entries.forwardedLost == 2 + lines.count + 1)
    journal.forward(lines, lost: 0)
    #expect(journal.take().forwarded.count == 1)
  }
}
