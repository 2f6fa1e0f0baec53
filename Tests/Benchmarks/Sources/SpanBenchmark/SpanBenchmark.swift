import CBenchmark
import Glibc
import Stretto

/// What a span costs, as ratios to clock reads timed in the same run.
///
/// Allocations are counted and fail the run; the ratios fail it with `--check` only.
@main
struct SpanBenchmark {
  private var raw = Series()
  private var span = Series()
  private var token = Series()
  private var empty = Series()
  private var disabled = Series()
  private var pair = Series()
  private var allocations: UInt64 = 0
  private var spans = 0

  /// Short, so that a repetition fits into a ring and often runs undisturbed.
  private let turns = 10_000
  private let rounds = 60

  static func main() throws {
    var benchmark = SpanBenchmark()
    let path = "/tmp/stretto-span-benchmark-\(getpid()).json.gz"
    let tracer = try Tracer(writingTo: path)
    benchmark.measure(tracer)
    let lost = tracer.eventsLost
    try tracer.finish()
    var status = stat()
    stat(path, &status)
    unlink(path)
    let hasPassed = benchmark.report(
      lost: lost, fileBytes: Int(status.st_size),
      isChecking: CommandLine.arguments.contains("--check"))
    if !hasPassed { exit(1) }
  }

  private mutating func measure(_ tracer: Tracer) {
    // One whole turn through the ring, so that its memory is warm.
    for _ in 0..<8 {
      _ = Loops.spans(turns, tracer)
      rest()
    }
    for _ in 0..<rounds {
      raw.add(Loops.rawClockReads(turns))
      let before = benchmark_allocations()
      let spanCost = Loops.spans(turns, tracer)
      let tokenCost = Loops.tokens(turns, tracer)
      allocations += benchmark_allocations() - before
      span.add(spanCost)
      token.add(tokenCost)
      tracer.pause()
      empty.add(Loops.nothing(turns))
      disabled.add(Loops.spans(turns, tracer))
      tracer.resume()
      rest()
      spans += 2 * turns
    }
    pair = TwoThreads(tracer: tracer, turns: turns, rounds: rounds).run()
    spans += 2 * rounds * turns
  }

  /// Lets the tracer's thread empty the rings before the next repetition.
  private func rest() { usleep(70_000) }
}

extension SpanBenchmark {
  private func report(lost: Int, fileBytes: Int, isChecking: Bool) -> Bool {
    print("nanoseconds, tenth percentile of \(rounds) repetitions of \(turns)")
    line("two raw clock reads", raw)
    line("span, closure", span)
    line("span, token", token)
    line("span, two threads at once", pair)
    line("empty loop", empty)
    line("span, switched off", disabled)
    print("bytes per span: 32 in the ring, \(fileBytes / max(1, spans)) in the file")
    print("events lost: \(lost)")
    let ratios = [
      gate("span / two clock reads", span.low / raw.low, 1.25),
      gate("token / two clock reads", token.low / raw.low, 1.25),
      gate("switched off - empty loop, ns", disabled.low - empty.low, 1),
      gate("two threads / one", pair.low / span.low, 1.15),
    ]
    let isFree = gate("allocations in \(2 * rounds * turns) spans", Double(allocations), 0)
    return isFree && (!isChecking || ratios.allSatisfy { $0 })
  }

  private func line(_ name: String, _ series: Series) {
    let padding = String(repeating: " ", count: max(1, 30 - name.count))
    print("  \(name)\(padding)\(rounded(series.low)) (median \(rounded(series.percentile(50))))")
  }

  private func gate(_ name: String, _ value: Double, _ limit: Double) -> Bool {
    let isMet = value <= limit
    print("\(isMet ? "pass" : "MISS")  \(name): \(rounded(value)), at most \(rounded(limit))")
    return isMet
  }

  private func rounded(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
