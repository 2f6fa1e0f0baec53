import TraceModel

/// What METHOD 12 asserts at run time; a failure is printed, never hidden.
struct Assertions {
  let facts: RunFacts
  let sweep: Sweep

  func failures(of run: RunAnalysis) -> [String] {
    var failures: [String] = []
    func equal(_ what: String, _ left: Nanoseconds, _ right: Nanoseconds) {
      if left != right { failures.append("\(what): \(left.count) ns, not \(right.count) ns") }
    }
    func atMost(_ what: String, _ left: Nanoseconds, _ right: Nanoseconds) {
      if left > right { failures.append("\(what): \(left.count) ns exceeds \(right.count) ns") }
    }
    let time = run.makespan
    equal("slot ledger against slots x makespan", run.slotLedger.total, time * run.slots)
    for group in run.groups {
      equal("slot ledger of \(group.name)", group.slotLedger.total, time * group.slots)
    }
    equal("core ledger against cores x makespan", run.coreLedger.total, time * run.cores)
    equal("task ledger against the tasks' latencies", run.taskLedger.total, latencies)
    equal("histogram against makespan", sum(run.concurrency.histogram) { _, time in time }, time)
    equal(
      "histogram levels against busy time",
      sum(run.concurrency.histogram) { level, time in time * level }, run.concurrency.sumBusy)
    if let path = run.criticalPath { equal("critical path against makespan", path.total, time) }
    if let span = run.span {
      if run.model != .sequential { atMost("longest chain against makespan", span, time) }
      atMost("longest chain against work", span, run.work)
    }
    if facts.lanes.allSatisfy({ $0.hasSlices || !$0.isBorn }), !run.coreEstimated {
      atMost("work against cores x makespan", Nanoseconds(sweep.owners.work), time * run.cores)
    }
    return failures
  }

  private var latencies: Nanoseconds {
    Nanoseconds(facts.tasks.reduce(0) { $0 &+ ($1.seen - $1.submit) })
  }

  private func sum(
    _ histogram: [Int: Nanoseconds], _ term: (Int, Nanoseconds) -> Nanoseconds
  ) -> Nanoseconds {
    histogram.reduce(.zero) { $0 + term($1.key, $1.value) }
  }
}
