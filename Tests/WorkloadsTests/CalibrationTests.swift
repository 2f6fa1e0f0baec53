import Stretto
import Testing
import TraceModel

@testable import Workloads

struct `Calibration` {
  @Test(arguments: [
    (1e9, 300_000_000, 300_000_000), (1.234e8, 300_000_000, 38_000_000), (50, 1_000_000_000, 50),
    (101, 1_000_000_000, 110), (0, 300_000_000, 1), (1e30, 300_000_000, 1_000_000_000_000_000),
  ])
  func `rounds the size up, so that a task takes at least the time aimed at`(
    rate: Double, nanoseconds: Int64, size: Int
  ) {
    #expect(Workload.steps(taking: Nanoseconds(nanoseconds), atRate: rate) == size)
  }

  @Test func `aims above the 250 ms that a count task must reach`() {
    #expect(Workload.countAim.count >= 275_000_000)
  }

  @Test func `measures a rate at which the count kernel really runs`() {
    #expect(CountRate.best(tries: 1) > 0)
  }
}

struct `Free cores` {
  @Test(arguments: [
    (100.0, 200.0, 2, 2.0), (100, 150, 2, 1.5), (100, 90, 2, 0.9), (100, 230, 2, 2), (0, 10, 2, 0),
  ])
  func `are the rate together over the rate alone, at most the cores`(
    alone: Double, together: Double, cores: Int, count: Double
  ) {
    #expect(FreeCores(alone: alone, together: together, cores: cores).count == count)
  }

  @Test func `are measured between none and all`() async throws {
    let free = try await FreeCores.measured()
    #expect(free.cores == AvailableCores.now().count)
    #expect((0...Double(free.cores)).contains(free.count))
  }
}
