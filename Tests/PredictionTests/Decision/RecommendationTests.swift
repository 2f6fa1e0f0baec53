import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct Recommendations {
  private func measured(
    _ model: ExecutionModel, _ speedup: Double, _ low: Double? = nil, _ high: Double? = nil
  ) -> Candidate {
    Candidate(model, speedup: speedup, low: low, high: high, source: .measured)
  }

  private func bounded(_ model: ExecutionModel, _ most: Double) -> Candidate {
    var candidate = Candidate(model, speedup: nil, source: .predicted)
    candidate.atMost = most
    return candidate
  }

  private func recommend(
    _ candidates: [Candidate], _ tasks: [TaskDemand] = computing(4, 1_000),
    gil: Bool? = false, breakEven: Int64? = nil
  ) throws -> Recommendation {
    let profile = try #require(TaskProfile(sequentialRun(tasks)))
    return Recommendation(
      among: candidates, profile: profile,
      machine: MachineInputs(cores: 2, hasGIL: gil, gilShare: gil == true ? 1 : 0),
      breakEven: breakEven.map { Nanoseconds($0) })
  }

  @Test func `Of what cannot be told from the best, the simplest`() throws {
    let choice = try recommend([
      measured(.sequential, 1), measured(.processes, 1.97, 1.90, 2.00),
      measured(.dispatch, 1.93, 1.85, 1.95), measured(.threads, 1.92, 1.88, 1.95),
    ])
    #expect(choice.choice?.model == .threads)
    #expect(choice.ties.map(\.model) == [.dispatch])
    #expect(choice.reason == .computing)
  }

  @Test func `Where a lock keeps threads apart, processes are worth their trouble`() throws {
    let choice = try recommend(
      [
        measured(.sequential, 1), measured(.threads, 0.97, 0.95, 0.99),
        measured(.processes, 1.93, 1.90, 1.95),
      ], gil: true)
    #expect(choice.choice?.model == .processes)
    #expect(choice.reason == .computingBesideLock)
    #expect(choice.ties.isEmpty)
  }

  @Test func `A gain within the margin is not worth a change`() throws {
    let choice = try recommend([measured(.sequential, 1), measured(.threads, 1.04, 1.02, 1.06)])
    #expect(choice.choice?.model == .sequential)
    #expect(choice.reason == .nothingFaster)
    let fine = try recommend(
      [measured(.sequential, 1), measured(.threads, 0.2)], breakEven: 1_500)
    #expect(fine.reason == .tooFine(breakEven: Nanoseconds(1_500)))
  }

  @Test func `The break-even of METHOD 8 by hand`() {
    var run = sequentialRun(computing(4, 1_000))
    run.model = .processes
    run.slots = 4
    run.costs?.serialLead = Nanoseconds(100)
    run.costs?.readiness = [Nanoseconds(400), Nanoseconds(700)]
    run.costs?.workerPerTask = Nanoseconds(40)
    // Two cores: (300 · 2/10 + 40)/(2 − 1)
    #expect(run.breakEven(tasks: 10) == Nanoseconds(100))
    run.costs?.coordinatorPerTask = Nanoseconds(150)
    #expect(run.breakEven(tasks: 10) == Nanoseconds(150))
    run.slots = 1
    #expect(run.breakEven(tasks: 10) == nil)
  }

  @Test func `Waiting tasks get the reason that waits overlap`() throws {
    let choice = try recommend(
      [measured(.sequential, 1), measured(.async, 2.98), measured(.threads, 2.97)],
      fetching(3, 10, 980))
    #expect(choice.choice?.model == .threads)
    #expect(choice.ties.map(\.model) == [.async])
    #expect(choice.reason == .waitingOverlaps)
    #expect(try recommend([measured(.threads, 2)], fetching(3, 250, 500)).reason == .mixed)
  }

  @Test func `Only bounds known: something to try, and no speedup claimed`() throws {
    let choice = try recommend([
      measured(.sequential, 1), bounded(.processes, 2), bounded(.tasks, 2), bounded(.threads, 2),
    ])
    #expect(choice.choice?.model == .threads)
    #expect(choice.choice?.speedup == nil)
    #expect(choice.open.isEmpty)
    // A bound that is no better is nothing to try.
    let nothing = try recommend([measured(.sequential, 1), bounded(.threads, 1.02)])
    #expect(nothing.choice?.model == .sequential)
    // Beside a measured gain, a better bound is only mentioned.
    let beside = try recommend([
      measured(.sequential, 1), measured(.threads, 1.5), bounded(.processes, 2),
    ])
    #expect(beside.choice?.model == .threads)
    #expect(beside.open.map(\.model) == [.processes])
  }

  @Test func `A model of which nothing is known is never recommended`() throws {
    let unknown = ExecutionModel(rawValue: "unknown")
    let choice = try recommend([
      measured(.sequential, 1), measured(unknown, 3), measured(.mixed, 2), measured(.threads, 1.5),
    ])
    #expect(choice.choice?.model == .threads)
    #expect(!measured(unknown, 3).isKnown && !measured(.mixed, 3).isKnown)
  }

  @Test func `A profile tells computing from waiting, and even tasks from uneven ones`() throws {
    let profile = try #require(
      TaskProfile(sequentialRun(computing(1, 1_000) + fetching(1, 500, 2_000))))
    #expect(profile.cpuShare == 0.5)
    #expect(profile.meanService == Nanoseconds(2_000))
    #expect(profile.variation == 0.5)
    #expect(TaskProfile(sequentialRun([])) == nil)
  }
}
