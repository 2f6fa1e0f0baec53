import Statistics
import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct `Random replays` {
  /// A random workload and a random plan.
  struct Case {
    var tasks: [TaskDemand] = []
    var plan: ReplayPlan

    init(_ random: inout SplitMix64) {
      let cores: CoreCapacity =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .unlimited
        case 1:
          .unequal([1, 1, 0.75, 0.5].suffix(Int.random(in: 1...4, using: &random)).map(\.self))
        default: .shared(Double(Int.random(in: 2...9, using: &random)) / 2)
        }
      let width = Int.random(in: 1...6, using: &random)
      plan = ReplayPlan(
        Bool.random(using: &random)
          ? .pool(slots: width)
          : .loop(threads: Int.random(in: 1...3, using: &random), inFlight: width),
        cores: cores)
      if Bool.random(using: &random) {
        plan.gil = GILLoad(
          share: Double(Int.random(in: 0...4, using: &random)) / 4,
          switching: Bool.random(using: &random) ? 0.125 : 0)
      }
      if Bool.random(using: &random) {
        plan.blockingShare = Double(Int.random(in: 0...2, using: &random)) / 2
      }
      if Bool.random(using: &random) { addCosts(&random) }
      for _ in 0..<Int.random(in: 1...9, using: &random) { addTask(&random) }
    }

    private mutating func addCosts(_ random: inout SplitMix64) {
      func cost(_ most: Int64) -> Nanoseconds {
        Nanoseconds(Int64.random(in: 0...most, using: &random))
      }
      plan.lead = cost(50)
      plan.coordinatorPerTask = cost(20)
      plan.workerPerTask = cost(20)
      plan.closing = cost(30)
      plan.readiness = (0..<3).map { _ in cost(200) }.sorted()
    }

    private mutating func addTask(_ random: inout SplitMix64) {
      var task = TaskDemand(phases: [])
      let kinds: [TaskDemand.Phase.Kind] = [.cpu, .cpu, .io, .lock, .other]
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        task.append(
          .init(
            kinds[Int.random(in: 0..<5, using: &random)],
            // Distinct primes' multiples, so that hardly any two events coincide.
            Nanoseconds(Int64.random(in: 1...400, using: &random) * 97_003),
            holdsLoop: Bool.random(using: &random)))
      }
      task.serialBefore = Nanoseconds(Int64.random(in: 0...1_000_000, using: &random))
      tasks.append(task)
    }
  }

  @Test func `The virtual clock and the heap give what plain bookkeeping gives`() throws {
    var random = SplitMix64(seed: 7)
    for number in 0..<600 {
      let example = Case(&random)
      var naive = NaiveReplay(example.tasks, example.plan)
      let expected = naive.makespan()
      let result = try #require(replay(example.tasks, under: example.plan))
      #expect(abs(Double(result.count) - expected) < 2, "case \(number): \(example.plan)")
    }
  }

  @Test func `On free cores the end is the same to the last bit without events`() {
    var random = SplitMix64(seed: 17)
    var answered = 0
    for number in 0..<2_000 {
      var example = Case(&random)
      example.plan.cores = .unlimited
      if Bool.random(using: &random) { example.plan.gil = nil }
      if Int.random(in: 0..<4, using: &random) == 0 { example.plan.discipline = .inline }
      let script = ReplayScript(example.tasks, example.plan)
      guard let end = script.endOnFreeCores(example.plan) else { continue }
      answered += 1
      var machine = ReplayMachine(script, example.plan)
      #expect(machine.run() == end, "case \(number): \(example.plan)")
    }
    #expect(answered > 500)
  }

  @Test func `No replay beats its bounds`() throws {
    var random = SplitMix64(seed: 11)
    for number in 0..<1_000 {
      let example = Case(&random)
      let bounds = DemandBounds(example.tasks, under: example.plan)
      let result = try #require(replay(example.tasks, under: example.plan))
      #expect(result.count >= bounds.lower.count - 1, "case \(number): \(bounds)")
    }
  }

  @Test func `Computing alone keeps to the bound of Graham, and never loses to one slot`() throws {
    var random = SplitMix64(seed: 13)
    for number in 0..<1_000 {
      let tasks = (0..<Int.random(in: 1...12, using: &random)).flatMap { _ in
        computing(1, Int64.random(in: 1...1_000_000, using: &random))
      }
      let cores = Int.random(in: 1...4, using: &random)
      let slots = Int.random(in: 1...8, using: &random)
      let plan = ReplayPlan(.pool(slots: slots), cores: .shared(Double(cores)))
      let result = Double(try #require(replay(tasks, under: plan)).count)
      let work = tasks.reduce(0.0) { $0 + Double($1.service.count) }
      let longest = tasks.map { Double($0.service.count) }.max() ?? 0
      let width = Double(min(cores, slots))
      #expect(result <= work / width + (1 - 1 / width) * longest + 1, "case \(number)")
      #expect(result <= work + 1)
    }
  }
}
