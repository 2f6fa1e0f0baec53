import Analysis
import TraceFile
import TraceModel

extension RunAnalysis {
  /// A RUN of `stretto.report/1`, its keys in the order of the schema.
  var members: [JSONMember] {
    ledgerMembers + activityMembers + workMembers + speedupMembers + detailMembers
      + furtherMembers
  }

  private var ledgerMembers: [JSONMember] {
    [
      JSONMember("model", .string(model.rawValue)),
      JSONMember("trace", .string(trace)),
      JSONMember("makespan", .time(makespan)),
      JSONMember("slots", .count(slots)),
      JSONMember("cores", .count(cores)),
      JSONMember("slot_ledger", slotLedger.json),
      JSONMember("core_ledger", coreLedger.json),
      JSONMember("task_ledger", taskLedger.json),
      JSONMember("core_estimated", .bool(coreEstimated)),
      JSONMember("groups", .array(groups.map(\.json))),
    ]
  }

  private var activityMembers: [JSONMember] {
    [
      JSONMember("concurrency", concurrency.json),
      JSONMember("pair_overlap", pairOverlapJSON),
      JSONMember("lane_busy", laneBusyJSON),
      JSONMember("compute_io", computeIO.json),
    ]
  }

  private var workMembers: [JSONMember] {
    var members = [
      JSONMember("critical_path", criticalPath?.json ?? .null),
      JSONMember("work_T1", .time(work)),
      JSONMember("span_Tinf", .optional(span)),
      JSONMember("avg_parallelism", .optional(averageParallelism)),
      JSONMember("bounds", bounds?.json ?? .null),
    ]
    if let boundsBaseline { members.append(JSONMember("bounds_baseline", boundsBaseline.json)) }
    return members
  }

  private var speedupMembers: [JSONMember] {
    [
      JSONMember("cpu_parallelism", .optional(cpuParallelism)),
      JSONMember("progress_parallelism", .optional(progressParallelism)),
      JSONMember("T_seq", .optional(sequentialTime)),
      JSONMember("speedup", .optional(speedup)),
      JSONMember("efficiency_slots", .optional(efficiencySlots)),
      JSONMember("efficiency_cores", .optional(efficiencyCores)),
      JSONMember("inflation", inflation?.json ?? .null),
    ]
  }

  private var detailMembers: [JSONMember] {
    [
      JSONMember("queueing", queueing.json),
      JSONMember("loop", loop?.json ?? .null),
      JSONMember("pop", pop?.json ?? .null),
      JSONMember("imbalance", imbalance?.json ?? .null),
      JSONMember("trust", trustJSON),
    ]
  }

  /// What METHOD 5 to 8 defines beyond the keys that every report must have.
  private var furtherMembers: [JSONMember] {
    [
      JSONMember("run", .string(run)),
      JSONMember("round", .count(round)),
      JSONMember("tasks", .count(tasks)),
      JSONMember("useful_share", .optional(usefulShare)),
      JSONMember("parallelism", parallelism?.json ?? .null),
      JSONMember("criticality", criticality?.json ?? .null),
      JSONMember("scaling", scaling?.json ?? .null),
      JSONMember("executor", executor?.json ?? .null),
      JSONMember("gil", gil?.json ?? .null),
      JSONMember("io_limits", ioLimits?.json ?? .null),
      JSONMember("progress_from_cpu_time", .optional(progressParallelismFromCPU)),
    ]
  }

  /// Pairs with no overlap are kept; nil, with too many entities, is null.
  private var pairOverlapJSON: JSONValue {
    guard let pairOverlap else { return .null }
    return .object(
      pairOverlap.map { JSONMember("\($0.first),\($0.second)", .time($0.time)) })
  }

  private var laneBusyJSON: JSONValue {
    .object(
      laneBusy.map { JSONMember("\($0.lane.process)/\($0.lane.thread)", .time($0.time)) })
  }

  private var trustJSON: JSONValue {
    .object([
      JSONMember("tiers", .array(trust.tiers.map { .count($0) })),
      JSONMember("events_lost", .count(trust.eventsLost)),
      JSONMember("unfinished", .count(trust.unfinished)),
      JSONMember("unattributed_share", .optional(trust.unattributedShare)),
      JSONMember("tracer_overhead", .optional(trust.tracerOverhead)),
      JSONMember("notes", .array(remarks.map { .string($0) })),
    ])
  }
}
