import Testing
import TraceModel

@testable import Recorder

/// Records of async tasks turned into tasks and steps.
@Suite struct JobHistoryTests {
  private func history(
    _ records: [JobRecord], _ suspensions: [UInt64: JobNames.Suspension] = [:]
  ) -> (JobProcess, senseless: Int) {
    var history = JobHistory(records, JobNames(suspensions: suspensions))
    let process = history.process(1, start: 0)
    return (process, history.senseless)
  }

  @Test func `a task is made, waits, is woken by another and ends`() {
    let (process, senseless) = history([
      JobRecord(.start, task: 1, thread: 1, time: 0),
      JobRecord(.ready, task: 2, thread: 1, time: 10_000),
      JobRecord(.ready, task: 3, thread: 1, time: 11_000),
      JobRecord(.start, task: 2, thread: 5, time: 20_000),
      JobRecord(.suspend, task: 2, thread: 5, time: 30_000),
      JobRecord(.start, task: 3, thread: 5, time: 31_000),
      JobRecord(.ready, task: 2, thread: 5, time: 40_000),
      JobRecord(.end, task: 3, thread: 5, time: 41_000),
      JobRecord(.start, task: 2, thread: 6, time: 50_000),
      JobRecord(.end, task: 2, thread: 6, time: 60_000),
      JobRecord(.end, task: 1, thread: 1, time: 70_000),
    ])
    #expect(senseless == 0)
    #expect(process.tasks.map(\.isMain) == [true, false, false])
    #expect(process.tasks.indices.map { process.isCounted($0) } == [false, true, true])
    #expect(process.tasks.map(\.created) == [0, 10_000, 11_000])
    #expect(process.tasks.map(\.maker) == [nil, 1, 1])
    #expect(process.tasks.map(\.end) == [70_000, 60_000, 41_000])
    let steps = process.steps.filter { $0.task == 1 }
    #expect(steps.map(\.start) == [20_000, 50_000])
    #expect(steps.map(\.end) == [30_000, 60_000])
    #expect(steps.map(\.thread) == [5, 6])
    #expect(steps.map(\.isFirst) == [true, false])
    // Without the names of the runtime's functions nobody knows what it waited for.
    #expect(steps.map(\.wait) == [.unknown, nil])
    #expect(steps[0].ready == 40_000)
    #expect(steps[1].cause == JobStep.Cause(thread: 5, time: 40_000))
  }

  @Test(
    arguments: [
      (.hop, false, nil), (.tasks, false, .join), (.tasks, true, .join),
      (.continuation, false, .unknown), (.continuation, true, .sleep), (.unknown, true, .unknown),
    ] as [(JobNames.Suspension, Bool, WaitReason?)])
  func `where a task is suspended tells what it waits for`(
    suspension: JobNames.Suspension, delays: Bool, reason: WaitReason?
  ) {
    var records = [
      JobRecord(.ready, task: 2, thread: 1, time: 10_000),
      JobRecord(.start, task: 2, thread: 5, time: 20_000),
      JobRecord(.suspend, task: 2, value: 9, thread: 5, time: 30_000),
      JobRecord(.ready, task: 2, thread: 1, time: 60_000),
      JobRecord(.start, task: 2, thread: 5, time: 70_000),
    ]
    if delays { records.append(JobRecord(.delay, task: 2, value: 3, thread: 5, time: 25_000)) }
    let (process, senseless) = history(records, [9: suspension])
    #expect(senseless == 0)
    #expect(process.steps.first?.wait == reason)
    #expect(process.steps.first?.ready == (reason == nil ? nil : 60_000))
  }

  @Test(arguments: [JobNames.Suspension.tasks, .continuation])
  func `who wakes a task that waits for others has ended`(suspension: JobNames.Suspension) {
    let (process, _) = history(
      [
        JobRecord(.ready, task: 2, thread: 1, time: 10_000),
        JobRecord(.start, task: 2, thread: 5, time: 20_000),
        JobRecord(.suspend, task: 2, value: 9, thread: 5, time: 30_000),
        JobRecord(.start, task: 3, thread: 6, time: 40_000),
        JobRecord(.ready, task: 2, thread: 6, time: 50_000),
        JobRecord(.start, task: 2, thread: 5, time: 60_000),
        JobRecord(.end, task: 2, thread: 5, time: 70_000),
      ], [9: suspension])
    #expect(process.tasks.last?.end == (suspension == .tasks ? 50_000 : nil))
    #expect(process.steps.first { $0.task == 1 }?.end == (suspension == .tasks ? 50_000 : nil))
  }

  @Test func `a program of one task is that task`() {
    let (process, _) = history([
      JobRecord(.start, task: 1, thread: 1, time: 0),
      JobRecord(.end, task: 1, thread: 1, time: 10),
    ])
    #expect(process.tasks.count == 1)
    #expect(process.isCounted(0))
    #expect(process.tasks[0].name == "main")
  }

  @Test func `records of several threads come in any order`() {
    let records = [
      JobRecord(.ready, task: 2, thread: 1, time: 10),
      JobRecord(.start, task: 2, thread: 5, time: 20),
      JobRecord(.end, task: 2, thread: 5, time: 30),
    ]
    let (process, senseless) = history(records)
    for order in [[2, 0, 1], [1, 2, 0], [2, 1, 0]] {
      let (other, otherSenseless) = history(order.map { records[$0] })
      #expect(other.tasks == process.tasks)
      #expect(other.steps == process.steps)
      #expect(otherSenseless == senseless)
    }
  }

  @Test func `what the runtime makes to wait for a time is no task`() {
    let (process, senseless) = history([
      JobRecord(.ready, task: 2, thread: 1, time: 10_000),
      JobRecord(.start, task: 2, thread: 5, time: 20_000),
      JobRecord(.delay, task: 2, value: 3, thread: 5, time: 21_000),
      JobRecord(.suspend, task: 2, thread: 5, time: 22_000),
      JobRecord(.start, task: 3, value: 99, thread: 6, time: 90_000),
      JobRecord(.ready, task: 2, thread: 6, time: 91_000),
      JobRecord(.end, task: 3, thread: 6, time: 92_000),
      JobRecord(.start, task: 2, thread: 6, time: 93_000),
      JobRecord(.end, task: 2, thread: 6, time: 94_000),
    ])
    #expect(senseless == 0)
    #expect(process.tasks.count == 1)
    #expect(process.steps.map(\.start) == [20_000, 93_000])
    #expect(process.steps.first?.ready == 91_000)
    // The timer's own step is none of the program's: what came before it was the task itself.
    #expect(process.steps.last?.cause == JobStep.Cause(thread: 5, time: 21_999))
  }

  @Test(arguments: [(1000, nil, 1), (3000, nil, 2), (1000, 20_500, 2)] as [(Int64, Int64?, Int)])
  func `a task that need not wait after all goes on in its step`(
    gap: Int64, ready: Int64?, steps: Int
  ) {
    var records = [
      JobRecord(.start, task: 2, thread: 5, time: 10_000),
      JobRecord(.suspend, task: 2, thread: 5, time: 20_000),
      JobRecord(.start, task: 2, thread: 5, time: 20_000 + gap),
      JobRecord(.end, task: 2, thread: 5, time: 40_000),
    ]
    if let ready { records.append(JobRecord(.ready, task: 2, thread: 6, time: ready)) }
    let (process, _) = history(records)
    #expect(process.steps.count == steps)
    #expect(process.steps.last?.end == 40_000)
    #expect(process.steps.first?.wait == (steps == 1 ? nil : .unknown))
  }

  @Test func `what does not fit is counted`() {
    let (process, senseless) = history([
      JobRecord(.suspend, task: 8, thread: 1, time: 1),
      JobRecord(.end, task: 9, thread: 1, time: 2),
      JobRecord(.start, task: 2, thread: 5, time: 10),
      JobRecord(.start, task: 2, thread: 6, time: 20),
      JobRecord(.end, task: 2, thread: 6, time: 30),
    ])
    #expect(senseless == 3)
    #expect(process.steps.map(\.end) == [20, 30])
  }

  @Test func `what was open stays open`() {
    let (process, _) = history([
      JobRecord(.start, task: 2, thread: 5, time: 10),
      JobRecord(.start, task: 3, thread: 6, time: 11),
      JobRecord(.suspend, task: 3, thread: 6, time: 12),
    ])
    #expect(process.tasks.map(\.end) == [nil, nil])
    #expect(process.steps.map(\.end) == [nil, 12])
    #expect(process.steps.last?.ready == nil)
    var records = JobRecords()
    records.processes = [process]
    #expect(records.notes.contains { $0.hasPrefix("2 async tasks") })
  }

  @Test func `garbage is taken as it is`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let records = (0..<200).map { _ in
        JobRecord(
          JobRecord.Event.allCases.randomElement(using: &generator)!,
          task: .random(in: 0..<6, using: &generator), value: .random(in: 0..<4, using: &generator),
          thread: .random(in: 1..<5, using: &generator),
          time: Bool.random() ? .random(in: 0..<1000) : .random(in: 0 ... .max))
      }
      let (process, _) = history(records)
      #expect(process.steps.allSatisfy { process.tasks.indices.contains($0.task) })
      #expect(process.steps.allSatisfy { ($0.end ?? .max) >= $0.start })
      #expect(process.steps.allSatisfy { ($0.ready ?? .max) >= ($0.end ?? .min) })
      #expect(zip(process.steps, process.steps.dropFirst()).allSatisfy { $0.start <= $1.start })
    }
  }
}

/// Names of functions, as people call them.
@Suite struct ShortNameTests {
  @Test(arguments: [
    (
      "closure #1 () async -> Swift.Int in closure #1 (inout Swift.TaskGroup<Swift.Int>) async -> Swift.Int in static a.M.main() async -> ()",
      "closure #1 in closure #1 in a.M.main()"
    ),
    (
      "implicit closure #2 @Sendable () async -> Swift.Int in static a.M.main() async throws -> ()",
      "implicit closure #2 in a.M.main()"
    ),
    ("a.child(Swift.Int) async -> Swift.Int", "a.child(Swift.Int)"),
    ("a.Box.run<A>(with: (A) -> () in B) async -> A", "a.Box.run<A>(with: (A) -> () in B)"),
    ("a.plain", "a.plain"), ("", ""), ("))) in >", "))) in >"), ("closure #", "closure #"),
    ("_ZN3foo3barEv", "_ZN3foo3barEv"),
  ])
  func `types go, places stay`(name: String, short: String) {
    #expect(ShortName.of(name) == short)
  }
}
