import Comparison
import Statistics
import Testing

@Suite struct `The verdict` {
  /// Twelve rounds: the interval reaches 7/11 of the reach to either side of the middle.
  static func of(_ middle: Double, _ reach: Double) -> ModelComparison? {
    WorkloadComparison(.speedups(["threads": around(middle, reach)]))["threads"]
  }

  @Test(arguments: [
    (1.93, 0.02, "faster"), (1.10, 0.05, "faster"),
    (0.80, 0.02, "slower"), (0.92, 0.04, "slower"),
    (1.00, 0.05, "no difference"), (1.02, 0.01, "no difference"),
    (1.06, 0.05, "difference of uncertain size"), (0.95, 0.05, "difference of uncertain size"),
    (1.00, 0.20, "inconclusive"), (1.10, 0.30, "inconclusive"),
  ])
  func `follows from where the interval lies`(middle: Double, reach: Double, word: String) throws {
    let model = try #require(Self.of(middle, reach))
    #expect(model.verdict?.word == word)
    #expect(abs((model.speedup?.ratio ?? 0) - middle) < 1e-6)
  }

  @Test func `is the baseline's own name for the baseline`() throws {
    let comparison = WorkloadComparison(.speedups(["threads": around(2, 0.1)]))
    let baseline = try #require(comparison["sequential"])
    #expect(baseline.verdict == .baseline)
    #expect(baseline.speedup?.ratio == 1)
    #expect(baseline.speedup?.low == 1)
    #expect(baseline.speedup?.high == 1)
  }

  @Test func `needs six rounds`() throws {
    let six = WorkloadComparison(.speedups(["threads": around(2, 0.1, count: 6)]))
    #expect(six["threads"]?.verdict == .faster)
    #expect(six["threads"]?.speedup?.low != nil)
    let five = try #require(
      WorkloadComparison(.speedups(["threads": around(2, 0.1, count: 5)]))["threads"])
    #expect(five.verdict == nil)
    #expect(five.speedup?.rounds == 5)
    #expect(abs((five.speedup?.ratio ?? 0) - 2) < 1e-6)
    #expect(five.speedup?.low == nil)
    #expect(five.minimumDetectableEffect == nil)
  }

  @Test func `says how many rounds would decide`() throws {
    // The interval is ± 0.2 · 7/11, the margin ln 1.05: 12 · (0.1273 / 0.0488)² = 81.7.
    #expect(Self.of(1, 0.2)?.verdict == .inconclusive(roundsNeeded: 82))
  }

  @Test func `never asks for fewer rounds than there were`() throws {
    // -0.004...0.06: narrower than the margin, and still neither here nor there.
    let model = try #require(Self.of(1.0284, 0.05))
    guard case .inconclusive(let needed) = model.verdict else {
      Issue.record("\(String(describing: model.verdict))")
      return
    }
    #expect(needed > 12)
  }

  @Test func `uses twice the scatter of the equal arms where that is wider`() throws {
    let quiet = WorkloadComparison(
      .speedups(["threads": around(1.2, 0.05)], control: around(1, 0.01)))
    #expect(quiet.margin.share == 0.05)
    #expect(quiet["threads"]?.verdict == .faster)
    let noisy = WorkloadComparison(
      .speedups(["threads": around(1.2, 0.05)], control: around(1, 0.22)))
    // exp(2 · 0.22 · 7/11) - 1
    #expect(abs(noisy.margin.share - 0.323) < 0.001)
    #expect(noisy["threads"]?.verdict == .differenceOfUncertainSize)
    #expect(!noisy.controlDiffers)
  }

  @Test func `does not take noise for equality`() {
    // METHOD section 14: A/A 0.87-1.11, threads 0.82-1.07 must be inconclusive.
    let noisy = WorkloadComparison(
      .speedups(["threads": around(0.937, 0.209)], control: around(0.983, 0.191)))
    #expect(noisy.margin.share > 0.25)
    #expect(noisy["threads"]?.verdict?.word == "inconclusive")
  }

  @Test func `comes with a warning where the equal arms differ`() {
    let comparison = WorkloadComparison(
      .speedups(["threads": around(2, 0.1)], control: around(1.1, 0.05)))
    #expect(comparison.controlDiffers)
    let tiny = WorkloadComparison(
      .speedups(["threads": around(2, 0.1)], control: around(1.004, 0.001)))
    #expect(tiny.control?.logInterval?.contains(0) == false)
    #expect(!tiny.controlDiffers)
  }
}
