import CBenchmark
import Stretto

/// The loops that are timed; each returns nanoseconds per turn.
enum Loops {
  /// Two raw reads of the counter: the physical limit of a span.
  @inline(never)
  static func rawClockReads(_ turns: Int) -> Double {
    time(turns) { _ in
      let start = benchmark_counter()
      benchmark_keep(benchmark_counter() &- start)
    }
  }

  @inline(never)
  static func spans(_ turns: Int, _ tracer: Tracer) -> Double {
    time(turns) { turn in tracer.span("span") { benchmark_keep(UInt64(truncatingIfNeeded: turn)) } }
  }

  @inline(never)
  static func tokens(_ turns: Int, _ tracer: Tracer) -> Double {
    time(turns) { turn in
      let token = tracer.begin("token")
      benchmark_keep(UInt64(truncatingIfNeeded: turn))
      token.end()
    }
  }

  @inline(never)
  static func nothing(_ turns: Int) -> Double {
    time(turns) { turn in benchmark_keep(UInt64(truncatingIfNeeded: turn)) }
  }

  /// Nothing but the loop around the body: inlined into each of the above.
  @inline(__always)
  private static func time(_ turns: Int, _ body: (Int) -> Void) -> Double {
    let start = benchmark_nanoseconds()
    for turn in 0..<turns { body(turn) }
    return Double(benchmark_nanoseconds() - start) / Double(turns)
  }
}
