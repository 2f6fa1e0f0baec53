import Stretto
import TraceModel

extension FreeCores {
  /// Measures now, for 0.1 s, on threads of its own; the calling task is suspended meanwhile.
  ///
  /// - Throws: when the system refuses the threads.
  package static func measured() async throws -> FreeCores {
    let helper = try ThreadPool(threads: 1, name: "free cores")
    return try await helper.submit("measure") { try measure() }.value
  }

  /// Measures one loop alone before and after all loops together.
  @available(*, noasync)
  package static func measure() throws -> FreeCores {
    let cores = AvailableCores.now().count
    let pool = try ThreadPool(threads: max(cores, 1), name: "spin")
    defer { pool.shutDown() }
    let before = try spin(1, on: pool)
    let together = try spin(cores, on: pool)
    let after = try spin(1, on: pool)
    return FreeCores(alone: max(before, after), together: together, cores: cores)
  }

  /// The summed rate of some loops that all run in the same 25 ms.
  @available(*, noasync)
  private static func spin(_ count: Int, on pool: ThreadPool) throws -> Double {
    // Every thread waits for the same instant, far enough off for all to be there.
    let start = MonotonicClock.now() + Nanoseconds(2_000_000)
    let end = start + Nanoseconds(25_000_000)
    let loops = (0..<count).map { _ in
      pool.submit("spin") { CountRate.measure(from: start, to: end) }
    }
    return try loops.reduce(0) { try $0 + $1.wait() }
  }
}
