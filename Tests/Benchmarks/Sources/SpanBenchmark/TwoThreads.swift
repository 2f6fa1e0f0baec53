import CBenchmark
import Stretto

/// The span loop on two threads at once, after each has attached its ring.
struct TwoThreads {
  let tracer: Tracer
  let turns: Int

  /// Nanoseconds per span of either thread.
  func run() -> (Double, Double) {
    var context = Context(tracer: tracer, turns: turns)
    withUnsafeMutablePointer(to: &context) { context in
      benchmark_on_two_threads(timeSpans, context)
    }
    return (context.first, context.second)
  }

  fileprivate struct Context {
    let tracer: Tracer
    let turns: Int
    var first = 0.0
    var second = 0.0
  }
}

private func timeSpans(_ context: UnsafeMutableRawPointer?, _ thread: Int32) {
  guard let context = context?.assumingMemoryBound(to: TwoThreads.Context.self) else { return }
  _ = Loops.spans(256, context.pointee.tracer)
  let cost = Loops.spans(context.pointee.turns, context.pointee.tracer)
  if thread == 0 { context.pointee.first = cost } else { context.pointee.second = cost }
}
