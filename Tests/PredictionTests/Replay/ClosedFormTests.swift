import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct `Replays with a closed form` {
  @Test func `Four computing tasks of METHOD 13`() {
    let tasks = computing(4, 1_000)
    let two = CoreCapacity.shared(2)
    #expect(makespan(tasks, ReplayPlan(.pool(slots: 1), cores: two)) == 4_000)
    #expect(
      makespan(tasks, ReplayPlan(.pool(slots: 4), cores: two, gil: GILLoad(share: 1))) == 4_000)
    #expect(makespan(tasks, ReplayPlan(.loop(threads: 1, inFlight: 4), cores: two)) == 4_000)
    #expect(makespan(tasks, ReplayPlan(.pool(slots: 4), cores: two)) == 2_000)
    var pool = ReplayPlan(.pool(slots: 2), cores: two)
    pool.readiness = [Nanoseconds(300), Nanoseconds(300)]
    pool.workerPerTask = Nanoseconds(40)
    pool.closing = Nanoseconds(120)
    // 300 + 2 · (40 + 1100) + 120: the pool of two with 10 % inflation.
    #expect(makespan(computing(4, 1_100), pool) == 2_700)
  }

  @Test func `Three fetches of METHOD 13`() {
    let tasks = fetching(3, 10, 980)
    let two = CoreCapacity.shared(2)
    #expect(makespan(tasks, ReplayPlan(.pool(slots: 1), cores: two)) == 3_000)
    #expect(makespan(tasks, ReplayPlan(.loop(threads: 1, inFlight: 3), cores: two)) == 1_020)
    var blocking = ReplayPlan(.loop(threads: 1, inFlight: 3), cores: two)
    blocking.blockingShare = 1
    #expect(makespan(tasks, blocking) == 3_000)
    // Three share two cores at both ends: 15 + 980 + 15.
    #expect(makespan(tasks, ReplayPlan(.pool(slots: 3), cores: two)) == 1_010)
    // Three share the lock evenly: 30 + 980 + 30.
    let locked = ReplayPlan(.pool(slots: 3), cores: two, gil: GILLoad(share: 1))
    #expect(makespan(tasks, locked) == 1_040)
    // Two at a time, so the third begins when the first two end.
    #expect(makespan(tasks, ReplayPlan(.pool(slots: 2), cores: two)) == 2_000)
    #expect(makespan(tasks, ReplayPlan(.loop(threads: 1, inFlight: 1), cores: two)) == 3_000)
  }

  @Test func `A lock held for half of the computing lets two threads run`() {
    let half = GILLoad(share: 0.5)
    let plan = ReplayPlan(.pool(slots: 4), cores: .shared(8), gil: half)
    #expect(makespan(computing(4, 1_000), plan) == 2_000)
    let switching = GILLoad(share: 1, switching: 0.1)
    let slow = ReplayPlan(.pool(slots: 4), cores: .shared(8), gil: switching)
    #expect(makespan(computing(4, 1_000), slow) == 4_400)
    // Alone, a thread does not compete.
    let alone = ReplayPlan(.pool(slots: 1), cores: .shared(8), gil: switching)
    #expect(makespan(computing(4, 1_000), alone) == 4_000)
  }

  @Test func `On a disturbed core the last to come is the slow one`() {
    let uneven = CoreCapacity.unequal([1, 0.5])
    // 1000 on the fast core; then the other, half done, moves there.
    #expect(makespan(computing(2, 1_000), ReplayPlan(.pool(slots: 2), cores: uneven)) == 1_500)
    // Ends at 1000, 1500, 2250 and 2875, by hand.
    #expect(makespan(computing(4, 1_000), ReplayPlan(.pool(slots: 2), cores: uneven)) == 2_875)
    // Four threads share 1.5 cores and end together: W/C_eff to the nearest nanosecond.
    #expect(makespan(computing(4, 1_000), ReplayPlan(.pool(slots: 4), cores: uneven)) == 2_667)
  }

  @Test func `The coordinator hands out one task after the other`() {
    var plan = ReplayPlan(.pool(slots: 4), cores: .unlimited)
    plan.lead = Nanoseconds(50)
    plan.coordinatorPerTask = Nanoseconds(100)
    // The last task is handed out at 50 + 4 · 100.
    #expect(makespan(computing(4, 1_000), plan) == 1_450)
    var tasks = computing(4, 1_000)
    tasks[2].serialBefore = Nanoseconds(500)
    #expect(makespan(tasks, plan) == 1_950)
  }

  @Test func `One after another, the serial code between tasks counts in full`() {
    var tasks = computing(3, 1_000)
    for index in tasks.indices { tasks[index].serialBefore = Nanoseconds(100) }
    var plan = ReplayPlan(.inline, cores: .shared(2))
    plan.lead = Nanoseconds(250)
    plan.closing = Nanoseconds(30)
    #expect(makespan(tasks, plan) == 3_480)
    // A coordinator of its own goes on meanwhile.
    plan.discipline = .pool(slots: 1)
    #expect(makespan(tasks, plan) == 3_280)
  }

  @Test func `Task groups run as many steps as there are threads`() {
    let plan = ReplayPlan(.loop(threads: 2, inFlight: 4), cores: .shared(2))
    #expect(makespan(computing(4, 1_000), plan) == 2_000)
    // Two at a time: the last two wait from 20 to 1000 and then take 10.
    #expect(makespan(fetching(4, 10, 980), plan) == 1_010)
  }

  @Test func `A wait for no known reason holds a loop, a wait for a lock does not`() {
    let plan = ReplayPlan(.loop(threads: 1, inFlight: 2), cores: .shared(2))
    let held = (0..<2).map { _ in TaskDemand(phases: [.init(.other, Nanoseconds(100))]) }
    #expect(makespan(held, plan) == 200)
    let locked = (0..<2).map { _ in TaskDemand(phases: [.init(.lock, Nanoseconds(100))]) }
    #expect(makespan(locked, plan) == 100)
  }

  @Test func `Nothing to do takes no time, and no core means no end`() {
    #expect(makespan([], ReplayPlan(.pool(slots: 3), cores: .shared(2))) == 0)
    #expect(makespan(computing(1, 10), ReplayPlan(.pool(slots: 1), cores: .shared(0))) == nil)
    // A pool of no slots is one of one slot.
    #expect(makespan(computing(2, 10), ReplayPlan(.pool(slots: 0), cores: .shared(2))) == 20)
  }

  @Test func `Amounts at the edge of 64 bits give no trap`() {
    let huge = computing(3, Int64.max / 2)
    #expect(makespan(huge, ReplayPlan(.pool(slots: 1), cores: .shared(1))) == nil)
    #expect(makespan(huge, ReplayPlan(.pool(slots: 3), cores: .unlimited)) != nil)
  }
}
