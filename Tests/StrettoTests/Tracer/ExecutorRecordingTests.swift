import Testing
import TraceModel

@testable import Stretto

@Suite struct ExecutorRecordingTests {
  @Test func `phases and tasks carry category, task, key and CPU time`() throws {
    let recorded = try Recorded { tracer in
      let start = tracer.now()
      let end = tracer.now()
      tracer.phase(.dispatch, "take", from: start, to: start, task: 7)
      tracer.task(7, key: "photo 1", from: start, to: end, cpuNanoseconds: 1_234)
      tracer.wait(.join, from: end, to: tracer.now())
    }
    let take = try #require(recorded.spans("take").first)
    #expect(take.category == .dispatch)
    #expect(recorded.name(take.task) == "7")
    let task = try #require(recorded.spans("photo 1").first)
    #expect(task.category == .task)
    #expect(recorded.name(task.task) == "7")
    let detail = recorded.trace.details[Int(task.detail)]
    #expect(recorded.name(detail.key) == "photo 1")
    #expect(detail.cpuTime == Nanoseconds(1_234))
    #expect(recorded.spans("join").map(\.category) == [.wait])
  }

  @Test func `submission and result are arrows with their task`() throws {
    let recorded = try Recorded { tracer in
      let submit = tracer.nextFlowIDs(2)
      let start = tracer.now()
      tracer.flow(.start, .submit, id: submit, task: 3, at: start)
      tracer.phase(.dispatch, "submit", from: start, to: tracer.now(), task: 3)
      try onThreads(1) { _ in
        let taken = tracer.now()
        tracer.flow(.finish, .submit, id: submit, task: 3, at: taken)
        tracer.flow(.start, .result, id: submit + 1, task: 3, at: taken)
        tracer.phase(.dispatch, "take", from: taken, to: tracer.now(), task: 3)
      }
      let seen = tracer.now()
      tracer.flow(.finish, .result, id: submit + 1, task: 3, at: seen)
      tracer.phase(.dispatch, "collect", from: seen, to: tracer.now(), task: 3)
    }
    #expect(recorded.trace.flows.count == 2)
    for category in [Category.submit, .result] {
      let flow = try #require(recorded.trace.flows.first { $0.category == category })
      #expect(recorded.name(flow.task) == "3")
      let tail = try #require(flow.start)
      let head = try #require(flow.end)
      #expect(tail.lane != head.lane)
    }
  }

  @Test func `an async task and its waits share a number`() throws {
    let recorded = try Recorded { tracer in
      let id = tracer.nextTaskID()
      let begin = tracer.now()
      tracer.asyncTaskBegan(id, key: "fetch 1", at: begin)
      tracer.phase(.step, "step", from: begin, to: tracer.now(), task: id)
      tracer.asyncWait(.io, task: id, from: tracer.now(), to: tracer.now())
      tracer.asyncWait(.unknown, task: id, from: tracer.now(), to: tracer.now())
      try onThreads(1) { _ in tracer.asyncTaskEnded(id, key: "fetch 1", at: tracer.now()) }
    }
    let task = try #require(recorded.asyncSpans("fetch 1").first)
    #expect(task.category == .task)
    #expect(!task.isUnfinished)
    let waits = recorded.trace.asyncSpans.filter { $0.category == .wait }
    #expect(waits.map { recorded.name($0.name) } == ["io", "await"])
    #expect(waits.allSatisfy { $0.scope == task.scope && $0.start >= task.start })
    let step = try #require(recorded.spans("step").first)
    #expect(recorded.name(step.task) == recorded.name(task.task))
  }

  @Test func `numbers are given out once`() throws {
    _ = try Recorded { tracer in
      let first = tracer.nextTaskID()
      #expect(tracer.nextTaskID() == first + 1)
      let flows = tracer.nextFlowIDs(10)
      #expect(flows > 0)
      #expect(tracer.nextFlowIDs() == flows + 10)
    }
  }

  @Test func `a run is marked at its start and measured at its end`() throws {
    let recorded = try Recorded { tracer in
      tracer.nameLane("the program")
      let answer = tracer.run(.threads, slots: 4, cores: 2, name: "warm") {
        tracer.span("inside") {}
        return 42
      }
      #expect(answer == 42)
    }
    let run = try #require(recorded.trace.spans.first { $0.category == .run })
    let inside = try #require(recorded.spans("inside").first)
    #expect(recorded.name(run.name) == "warm")
    #expect(run.start <= inside.start && inside.end <= run.end)
    #expect(recorded.trace.asyncSpans.isEmpty)
    let arguments = recorded.trace.details[Int(run.detail)].run
    #expect(arguments == RunArguments(model: .threads, cores: 2, slots: 4))
    #expect(recorded.lane(run.lane).roles == .coordinator)
    #expect(recorded.lane(run.lane).name == "the program")
    #expect(recorded.trace.metadata?.runs.map(\.run) == ["warm"])
    #expect(
      recorded.trace.metadata?.runs.map(\.processes) == [[recorded.lane(run.lane).id.process]])
  }

  @Test func `the start of a run is in the file before its end`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    tracer.run(.threads, slots: 4, cores: 2) { tracer.span("inside") {} }
    try tracer.finish()
    let runs = try TraceText.lines(of: path).filter { $0.contains("\"cat\":\"run\"") }
    #expect(runs.map { $0.contains("\"ph\":\"i\"") } == [true, false])
    for run in runs {
      #expect(run.contains("\"args\":{\"model\":\"threads\",\"cores\":2,\"slots\":4}"))
    }
  }

  @Test func `a run that throws is measured all the same`() throws {
    struct Failure: Error {}
    let recorded = try Recorded { tracer in
      #expect(throws: Failure.self) { try tracer.run(.sequential) { throw Failure() } }
    }
    #expect(recorded.trace.spans.filter { $0.category == .run }.count == 1)
    #expect(recorded.trace.metadata?.runs.map(\.run) == ["sequential"])
  }

  @Test func `a literal names a model of the program's own`() {
    let model: RunModel = "gpu"
    #expect(model.rawValue == "gpu")
    #expect(RunModel.asyncBlocking.rawValue == ExecutionModel.asyncBlocking.rawValue)
  }
}
