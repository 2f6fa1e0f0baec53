import TraceModel

@testable import Analysis

extension Nanoseconds {
  static func milliseconds(_ count: Int64) -> Nanoseconds { Nanoseconds(count * 1_000_000) }
}

extension Ledger {
  /// Milliseconds by bucket.
  init(milliseconds: KeyValuePairs<Bucket, Int64>) {
    self.init()
    for (bucket, time) in milliseconds { self[bucket] = .milliseconds(time) }
  }
}

extension RunAnalysis {
  /// A run with ledgers in milliseconds, and no more than the reports need.
  static func of(
    _ model: ExecutionModel, milliseconds: Int64, slots: Int, cores: Int = 2, tasks: Int = 4,
    slotLedger: KeyValuePairs<Bucket, Int64>, coreLedger: KeyValuePairs<Bucket, Int64>,
    busy: Int64, binding: Bounds.Resource, lower: Int64
  ) -> RunAnalysis {
    let makespan = Nanoseconds.milliseconds(milliseconds)
    let slotLedger = Ledger(milliseconds: slotLedger)
    let coreLedger = Ledger(milliseconds: coreLedger)
    let useful = slotLedger[.work] + slotLedger[.io]
    var run = RunAnalysis(
      model: model, trace: "\(model).json.gz", makespan: makespan, slots: slots, cores: cores,
      tasks: tasks,
      concurrency: ConcurrencyFigures(
        histogram: [0: .zero, 1: makespan], sumBusy: .milliseconds(busy), union: makespan,
        maximumBusy: makespan, entities: slots, makespan: makespan),
      computeIO: ComputeIO(compute: coreLedger[.work], io: slotLedger[.io], both: .zero),
      work: useful,
      queueing: Queueing(
        queueTotal: .milliseconds(12), queueMaximum: .milliseconds(7),
        serviceTotal: .milliseconds(busy), resultTotal: Nanoseconds(48_000),
        tasksInSystem: 3.5, throughput: 1.94),
      trust: Trust(
        tiers: [1], eventsLost: 0, unfinished: 0, unattributedShare: 0.002, tracerOverhead: nil,
        notes: []))
    run.slotLedger = slotLedger
    run.coreLedger = coreLedger
    run.taskLedger = slotLedger
    run.bounds = Bounds(
      latency: .milliseconds(1_000), cores: .milliseconds(binding == .cores ? lower : 30),
      slots: .milliseconds(binding == .slots ? lower : 1_000), lower: .milliseconds(lower),
      binding: binding, attained: Double(lower) / Double(milliseconds))
    run.progressParallelism = Double(useful.count) / Double(makespan.count)
    run.cpuParallelism = Double(coreLedger[.work].count) / Double(makespan.count)
    run.demands = .of(run)
    return run
  }

  /// With a sequential run as its baseline.
  func compared(with baseline: RunAnalysis) -> RunAnalysis {
    var run = self
    let sequential = Double(baseline.makespan.count)
    run.sequentialTime = baseline.makespan
    run.speedup = sequential / Double(makespan.count)
    run.efficiencySlots = sequential / Double(makespan.count) / Double(slots)
    run.efficiencyCores = sequential / Double(makespan.count) / Double(cores)
    run.inflation = Inflation(
      usefulCPU: baseline.slotLedger[.work], usefulIO: baseline.slotLedger[.io],
      work: slotLedger[.work], io: slotLedger[.io])
    return run
  }
}

/// Four CPU-bound tasks of a second on two cores, as in METHOD section 13.
enum CountRuns {
  static let sequential = RunAnalysis.of(
    .sequential, milliseconds: 4_000, slots: 1, slotLedger: [.work: 4_000],
    coreLedger: [.work: 4_000, .serial: 4_000], busy: 4_000, binding: .slots, lower: 4_000
  ).withSequentialTime

  static let async = RunAnalysis.of(
    .async, milliseconds: 4_000, slots: 4,
    slotLedger: [.work: 4_000, .loop: 6_000, .tail: 6_000],
    coreLedger: [.work: 4_000, .loop: 3_000, .tail: 1_000], busy: 10_000, binding: .cores,
    lower: 2_000
  ).withLoop.compared(with: sequential)

  /// Without scheduler events: four lanes claim to work on two cores.
  static let threads = RunAnalysis.of(
    .threads, milliseconds: 2_080, slots: 4,
    slotLedger: [.work: 8_000, .startup: 20, .tail: 300],
    coreLedger: [.work: 4_080, .startup: 20, .tail: 60], busy: 8_000, binding: .cores, lower: 2_000
  ).estimated(cpu: 1.93).withImbalance.compared(with: sequential)

  static let processes = RunAnalysis.of(
    .processes, milliseconds: 2_200, slots: 4,
    slotLedger: [.work: 8_000, .startup: 480, .serialization: 20, .tail: 300],
    coreLedger: [.work: 4_020, .startup: 260, .serialization: 20, .dispatch: 40, .tail: 60],
    busy: 8_000, binding: .cores, lower: 2_000
  ).estimated(cpu: 1.84).compared(with: sequential)
}

/// Three fetches of 980 ms with 20 ms of work each.
enum FetchRuns {
  static let sequential = RunAnalysis.of(
    .sequential, milliseconds: 3_000, slots: 1, tasks: 3, slotLedger: [.work: 60, .io: 2_940],
    coreLedger: [.work: 60, .io: 2_940, .serial: 3_000], busy: 3_000, binding: .slots, lower: 3_000
  ).withSequentialTime

  static let threads = RunAnalysis.of(
    .threads, milliseconds: 1_020, slots: 3, tasks: 3,
    slotLedger: [.work: 66, .io: 2_944, .runq: 20, .tail: 30],
    coreLedger: [.work: 66, .runq: 14, .io: 1_950, .tail: 10], busy: 3_030, binding: .slots,
    lower: 1_000
  ).compared(with: sequential)

  static let async = RunAnalysis.of(
    .async, milliseconds: 1_020, slots: 3, tasks: 3,
    slotLedger: [.work: 60, .io: 2_940, .loop: 30, .tail: 30],
    coreLedger: [.work: 60, .loop: 20, .io: 1_950, .tail: 10], busy: 3_030, binding: .slots,
    lower: 1_000
  ).withLoop.compared(with: sequential)

  static let asyncBlocking = RunAnalysis.of(
    .asyncBlocking, milliseconds: 3_000, slots: 3, tasks: 3,
    slotLedger: [.work: 60, .io: 2_940, .loop: 3_000, .tail: 3_000],
    coreLedger: [.work: 60, .loop: 2_980, .io: 1_960, .tail: 1_000], busy: 6_000,
    binding: .slots, lower: 1_000
  ).withLoop.compared(with: sequential)
}

extension RunAnalysis {
  var withSequentialTime: RunAnalysis {
    var run = self
    run.sequentialTime = makespan
    run.speedup = 1
    run.efficiencySlots = 1 / Double(slots)
    run.efficiencyCores = 1 / Double(cores)
    return run
  }

  var withLoop: RunAnalysis {
    var run = self
    run.loop = LoopFigures(
      utilisation: 1, meanLag: .milliseconds(1_500), maximumLag: .milliseconds(3_000),
      maximumStep: .milliseconds(1_000), expectedArrivalLag: .milliseconds(500))
    return run
  }

  var withImbalance: RunAnalysis {
    var run = self
    run.imbalance = Imbalance(percentImbalance: 0.021, straggler: 1.04)
    return run
  }

  /// More lanes claim to run than there are cores.
  func estimated(cpu: Double?) -> RunAnalysis {
    var run = self
    run.coreEstimated = true
    run.progressParallelismFromCPU = cpu
    return run
  }
}

extension RunAnalysis {
  /// A run in which nothing is undefined.
  static var full: RunAnalysis {
    var run = CountRuns.threads.withLoop
    run.boundsBaseline = run.bounds
    run.criticalPath = Ledger(milliseconds: [.work: 2_060, .startup: 20])
    run.span = .milliseconds(1_000)
    run.averageParallelism = 4
    run.groups = [
      SlotGroup(kind: .pool, name: "pool", slots: 4, slotLedger: run.slotLedger)
    ]
    run.concurrency.histogram = [
      0: .zero, 1: .milliseconds(80), 2: .milliseconds(1_000), 10: .milliseconds(1_000),
    ]
    run.pairOverlap = [
      PairOverlap(first: "7/8", second: "7/9", time: Nanoseconds(4)),
      PairOverlap(first: "7/8", second: "t1", time: .zero),
    ]
    run.laneBusy = [LaneBusy(lane: LaneID(process: 7, thread: 8), time: Nanoseconds(5))]
    run.pop = POPFactors(
      loadBalance: 0.98, communicationEfficiency: 0.9, parallelEfficiency: 0.88,
      additiveLoadBalance: 0.98, additiveCommunicationEfficiency: 0.9)
    run.trust.tracerOverhead = 0.01
    return run
  }
}

extension RunAnalysis {
  /// A run that has every figure a schema describes.
  static var everything: RunAnalysis {
    var run = RunAnalysis.full
    let times = Distribution(
      count: 4, mean: .milliseconds(2), p50: .milliseconds(2), p95: .milliseconds(3),
      p99: .milliseconds(3), maximum: .milliseconds(4))
    run.parallelism = ParallelismFigures(
      cpu: [2: .milliseconds(2_000)], progress: [0: .zero, 4: .milliseconds(2_000)])
    run.criticality = Criticality(
      shares: [EntityShare(name: "7/8", time: .milliseconds(900))], omitted: 1,
      omittedTime: Nanoseconds(7))
    var pool = ExecutorFigures(tasks: 4, width: 2)
    pool.queueDelay = times
    pool.prepare = times
    pool.service = times
    pool.send = times
    pool.returnDelay = times
    pool.startup = times
    pool.firstTaskDelay = .milliseconds(9)
    pool.coordinatorCost = .milliseconds(1)
    pool.workerCost = .milliseconds(1)
    pool.throughputCap = 1_000
    pool.usefulWidth = 2
    pool.breakEvenGrain = .milliseconds(5)
    run.executor = pool
    run.gil = GILFigures(lanes: 4, wait: .milliseconds(600), hold: .milliseconds(1_900))
    run.gil?.waitShare = 0.07
    run.gil?.utilisation = 0.91
    run.ioLimits = IOFigures(
      tasks: 4, limit: 4, meanLatency: .milliseconds(500), throughputCap: 8,
      shortestMakespan: .milliseconds(500), speedupLimit: 4)
    run.scaling = ScalingFigures(width: 2, karpFlatt: 0.04, serialFraction: 0.01)
    run.loop?.lag = times
    run.loop?.blockingCalls.count = 2
    run.loop?.blockingCalls.total = .milliseconds(30)
    run.loop?.blockingCalls.longest = [
      LoopHold(
        name: "read\u{1B}[2J", task: "7", lane: LaneID(process: 1, thread: 2),
        start: .milliseconds(1), duration: .milliseconds(20))
    ]
    run.bounds?.further.greedy = .milliseconds(1_500)
    return run
  }
}

extension RunDemands {
  /// Equal tasks that compute, wait and compute again, and an executor that costs nothing.
  static func of(_ run: RunAnalysis) -> RunDemands {
    var demands = RunDemands(
      model: run.model, makespan: run.makespan, cores: run.cores, slots: run.slots)
    let work = Nanoseconds(run.coreLedger[.work].count / Int64(2 * run.tasks))
    let io = Nanoseconds(run.slotLedger[.io].count / Int64(run.tasks))
    demands.tasks = (0..<run.tasks).map { index in
      var task = TaskDemand(key: "task \(index)", phases: [])
      task.append(.init(.cpu, work))
      task.append(.init(.io, io))
      task.append(.init(.cpu, work))
      return task
    }
    if run.model != .sequential {
      demands.costs = ExecutorCosts()
      demands.costs?.readiness = Array(repeating: .zero, count: run.slots)
    }
    if run.model.slotsAreAsyncTasks { demands.loopThreads = 1 }
    return demands
  }
}
