import Comparison
import Rounds
import Testing
import TraceModel

struct `The plan of the rounds` {
  private let models: [ExecutionModel] = [.sequential, .threads, .async]

  @Test func `runs every arm exactly once in every round, the warm-up included`() throws {
    let plan = try RoundsPlan(models: models, rounds: 12, seed: 1)
    let all: Set<Arm> = [
      Arm(model: "sequential", kind: .untraced), Arm(model: "sequential", kind: .traced),
      Arm(model: "sequential", kind: .control), Arm(model: "threads", kind: .untraced),
      Arm(model: "threads", kind: .traced), Arm(model: "async", kind: .untraced),
      Arm(model: "async", kind: .traced),
    ]
    for round in 0...12 {
      let order = plan.order(ofRound: round)
      #expect(order.count == 7)
      #expect(Set(order) == all)
    }
    #expect(plan.runCount == 7 * 13)
  }

  @Test func `orders every round anew`() throws {
    let plan = try RoundsPlan(models: models, rounds: 12, seed: 1)
    let orders = Set((0...12).map { plan.order(ofRound: $0) })
    // 13 of 5040 orders: two equal ones would be a stroke of luck, half of them a defect.
    #expect(orders.count >= 12)
  }

  @Test func `puts every arm first now and then`() throws {
    let plan = try RoundsPlan(models: models, rounds: 200, seed: 1)
    let first = Set((1...200).map { plan.order(ofRound: $0)[0] })
    #expect(first.count == plan.arms.count)
  }

  @Test func `is the same for the same seed, and another for another`() throws {
    let plan = try RoundsPlan(models: models, seed: 7)
    let again = try RoundsPlan(models: models, seed: 7)
    let other = try RoundsPlan(models: models, seed: 8)
    let rounds = 0...12
    #expect(rounds.map { plan.order(ofRound: $0) } == rounds.map { again.order(ofRound: $0) })
    #expect(rounds.map { plan.order(ofRound: $0) } != rounds.map { other.order(ofRound: $0) })
  }

  @Test func `compares with the sequential model, or the first where it is not run`() throws {
    #expect(try RoundsPlan(models: [.threads, .sequential], seed: 1).baseline == .sequential)
    let plan = try RoundsPlan(models: [.async, .threads], seed: 1)
    #expect(plan.baseline == .async)
    #expect(plan.arms.filter { $0.kind == .control }.map(\.model) == ["async"])
  }

  @Test func `is refused without models, with a model twice, without rounds`() {
    #expect(throws: RoundsError.self) { try RoundsPlan(models: [], seed: 1) }
    #expect(throws: RoundsError.self) { try RoundsPlan(models: [.async, .async], seed: 1) }
    #expect(throws: RoundsError.self) { try RoundsPlan(models: models, rounds: 0, seed: 1) }
    #expect(throws: RoundsError.self) { try RoundsPlan(models: models, rounds: -1, seed: 1) }
  }
}
