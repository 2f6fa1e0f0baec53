import Analysis
import TraceFile
import TraceModel

extension Distribution {
  /// Percentiles of a length of time; nanoseconds.
  var json: JSONValue {
    .object([
      JSONMember("count", .count(count)),
      JSONMember("mean", .time(mean)),
      JSONMember("p50", .time(p50)),
      JSONMember("p95", .time(p95)),
      JSONMember("p99", .time(p99)),
      JSONMember("max", .time(maximum)),
    ])
  }
}

extension ExecutorFigures {
  var json: JSONValue {
    .object([
      JSONMember("queue_delay", queueDelay?.json ?? .null),
      JSONMember("prepare", prepare?.json ?? .null),
      JSONMember("service", service?.json ?? .null),
      JSONMember("send", send?.json ?? .null),
      JSONMember("return", returnDelay?.json ?? .null),
      JSONMember("startup", startup?.json ?? .null),
      JSONMember("first_task_delay", .optional(firstTaskDelay)),
      JSONMember("tasks", .count(tasks)),
      JSONMember("width", .count(width)),
      JSONMember("coordinator_cost", .time(coordinatorCost)),
      JSONMember("worker_cost", .time(workerCost)),
      JSONMember("throughput_cap_per_s", .optional(throughputCap)),
      JSONMember("useful_width", .optional(usefulWidth)),
      JSONMember("break_even_grain", .optional(breakEvenGrain)),
      JSONMember("grain_for_0_9", .time(grainForNineTenths)),
    ])
  }
}

extension LoopHolds {
  var json: JSONValue {
    .object([
      JSONMember("count", .count(count)),
      JSONMember("total", .time(total)),
      JSONMember("longest", .array(longest.map(\.json))),
    ])
  }
}

extension LoopHold {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("name", .string(name)),
      JSONMember("task", .string(task)),
      JSONMember("lane", .string("\(lane.process)/\(lane.thread)")),
      JSONMember("start", .time(start)),
      JSONMember("duration", .time(duration)),
    ])
  }
}

extension GILFigures {
  var json: JSONValue {
    .object([
      JSONMember("lanes", .count(lanes)),
      JSONMember("wait", .time(wait)),
      JSONMember("wait_share", .optional(waitShare)),
      JSONMember("hold_estimated", .time(hold)),
      JSONMember("held_fraction", .optional(heldFraction)),
      JSONMember("utilisation", .optional(utilisation)),
    ])
  }
}

extension IOFigures {
  var json: JSONValue {
    .object([
      JSONMember("tasks", .count(tasks)),
      JSONMember("limit", .count(limit)),
      JSONMember("mean_latency", .time(meanLatency)),
      JSONMember("throughput_cap_per_s", .optional(throughputCap)),
      JSONMember("shortest_makespan", .time(shortestMakespan)),
      JSONMember("speedup_limit", .optional(speedupLimit)),
    ])
  }
}

extension ScalingFigures {
  var json: JSONValue {
    .object([
      JSONMember("width", .count(width)),
      JSONMember("karp_flatt", .optional(karpFlatt)),
      JSONMember("serial_fraction", .optional(serialFraction)),
    ])
  }
}

extension ParallelismFigures {
  var json: JSONValue {
    .object([
      JSONMember("cpu", .levels(cpu)),
      JSONMember("progress", .levels(progress)),
    ])
  }
}

extension Criticality {
  var json: JSONValue {
    .object([
      JSONMember(
        "shares", .object(shares.map { JSONMember($0.name, .time($0.time)) })),
      JSONMember("omitted", .count(omitted)),
      JSONMember("omitted_ns", .time(omittedTime)),
    ])
  }
}

extension FurtherBounds {
  var json: JSONValue {
    .object([
      JSONMember("gil", .optional(gil)),
      JSONMember("loop", .optional(loop)),
      JSONMember("coordinator", .optional(coordinator)),
      JSONMember("greedy", .optional(greedy)),
      JSONMember("burdened_span", .optional(burdenedSpan)),
      JSONMember("greedy_burdened", .optional(greedyBurdened)),
    ])
  }
}

extension JSONValue {
  /// Time by level; levels without time are left out.
  static func levels(_ histogram: [Int: Nanoseconds]) -> JSONValue {
    .object(
      histogram.filter { $0.value != .zero }.sorted { $0.key < $1.key }
        .map { JSONMember("\($0.key)", .time($0.value)) })
  }
}
