import Statistics
import Testing
import TraceModel

@testable import Analysis
@testable import Prediction

@Suite struct Scaling {
  private func exact(
    _ widths: [Double], contention: Double = 0.05, coherence: Double = 0.002, rate: Double = 40
  ) -> [UniversalScalability.Measurement] {
    let law = UniversalScalability.Parameters(
      contention: contention, coherence: coherence, rate: rate)
    return widths.map { .init(width: $0, throughput: law.throughput(width: $0)) }
  }

  @Test func `Exact data give their parameters back`() throws {
    let fit = try UniversalScalability(exact([1, 2, 4, 8, 16, 32]))
    #expect(abs(fit.parameters.contention - 0.05) < 1e-9)
    #expect(abs(fit.parameters.coherence - 0.002) < 1e-9)
    #expect(abs(fit.parameters.rate - 40) < 1e-7)
    // √(0.95/0.002)
    #expect(abs((fit.parameters.peak ?? 0) - 21.794494717) < 1e-6)
    let interval = try #require(fit.contentionInterval)
    #expect(interval.halfWidth < 1e-6)
  }

  @Test func `Scattered data: least squares on throughput beats the linear start`() throws {
    var points = exact([1, 2, 4, 8, 16, 32, 48, 64])
    for index in points.indices { points[index].throughput *= index % 2 == 0 ? 1.03 : 0.97 }
    let fit = try UniversalScalability(points).parameters
    func squares(_ law: UniversalScalability.Parameters) -> Double {
      points.reduce(0) {
        let miss = $1.throughput - law.throughput(width: $1.width)
        return $0 + miss * miss
      }
    }
    let best = squares(fit)
    for change in [0.999, 1.001] {
      var law = fit
      law.contention *= change
      #expect(squares(law) >= best)
      law = fit
      law.coherence *= change
      #expect(squares(law) >= best)
      law = fit
      law.rate *= change
      #expect(squares(law) >= best)
    }
  }

  @Test func `Too few widths, negative coefficients and senseless numbers are refused`() {
    #expect(throws: UniversalScalability.Refusal.tooFewWidths(5)) {
      try UniversalScalability(exact([1, 2, 4, 8, 16]) + exact([16, 16]))
    }
    // Super-linear: each width does better than its share.
    let law = UniversalScalability.Parameters(contention: -0.01, coherence: 0, rate: 10)
    let widths = [1, 2, 3, 4, 5, 6].map(Double.init)
    #expect(throws: UniversalScalability.Refusal.self) {
      try UniversalScalability(
        widths.map { .init(width: $0, throughput: law.throughput(width: $0)) })
    }
    #expect(throws: UniversalScalability.Refusal.unusable) {
      try UniversalScalability([.init(width: 0, throughput: 1)])
    }
    #expect(throws: UniversalScalability.Refusal.unusable) {
      try UniversalScalability([.init(width: 1, throughput: .nan)])
    }
  }

  @Test func `The three parts of a width add up to its time`() {
    let law = UniversalScalability.Parameters(contention: 0.05, coherence: 0.002, rate: 1)
    let parts = law.parts(width: 4)
    #expect(
      abs(parts.ideal + parts.contention + parts.coherence - 1 / law.throughput(width: 4)) < 1e-12)
  }

  @Test func `Amdahl and Gustafson of a run with a serial quarter`() throws {
    var builder = RunBuilder()
    let main = builder.lane([.coordinator, .worker])
    builder.run(.sequential, on: main, to: 4_000, slots: 1)
    builder.task("1", on: main, 0, 4_000)
    var run = try #require(try analyse(builder.trace).first)
    run.slots = 4
    run.makespan = Nanoseconds(2_000)
    run.criticalPath = Ledger([
      .startup: Nanoseconds(600), .teardown: Nanoseconds(400), .work: Nanoseconds(1_000),
    ])
    let serial = try #require(SerialFraction(run))
    #expect(serial.amdahl == 0.25)
    #expect(serial.limit == 4)
    // 1/(0.25 + 0.75/4) = 16/7, as in METHOD 13.
    #expect(abs(serial.speedup(slots: 4) - 16.0 / 7) < 1e-12)
    #expect(serial.gustafson == 0.5)
    #expect(serial.scaledSpeedup == 2.5)
    run.criticalPath = nil
    #expect(SerialFraction(run) == nil)
  }
}
