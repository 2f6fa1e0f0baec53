import CBenchmark
import Stretto

/// The span loop on two threads at once, each with a ring that is warm.
struct TwoThreads {
  let tracer: Tracer
  let turns: Int
  let rounds: Int

  /// So many rounds touch the whole ring before the others count.
  private static let warmUp = 8

  /// Nanoseconds per span, of the better thread of each round.
  func run() -> Series {
    var context = Context(tracer: tracer, turns: turns)
    withUnsafeMutablePointer(to: &context) { context in
      benchmark_on_two_threads(timeSpans, context, Int32(TwoThreads.warmUp + rounds))
    }
    var series = Series()
    for costs in zip(context.first, context.second).dropFirst(TwoThreads.warmUp) {
      series.add(min(costs.0, costs.1))
    }
    return series
  }

  /// Each thread touches its own list only.
  fileprivate struct Context {
    let tracer: Tracer
    let turns: Int
    var first: [Double] = []
    var second: [Double] = []
  }
}

private func timeSpans(_ context: UnsafeMutableRawPointer?, _ thread: Int32) {
  guard let context = context?.assumingMemoryBound(to: TwoThreads.Context.self) else { return }
  let cost = Loops.spans(context.pointee.turns, context.pointee.tracer)
  if thread == 0 { context.pointee.first.append(cost) } else { context.pointee.second.append(cost) }
}
