import Analysis
import TraceFile
import TraceModel

extension SlotGroup {
  var json: JSONValue {
    .object([
      JSONMember("kind", .string(kind.rawValue)),
      JSONMember("name", .string(name)),
      JSONMember("slots", .count(slots)),
      JSONMember("slot_ledger", slotLedger.json),
    ])
  }
}

extension ConcurrencyFigures {
  var json: JSONValue {
    .object([
      JSONMember("sum_busy", .time(sumBusy)),
      JSONMember("union", .time(union)),
      JSONMember("hist", .levels(histogram)),
      JSONMember("conc_avg", .optional(average)),
      JSONMember("conc_active", .optional(averageWhileActive)),
      JSONMember("frac_ge2", .optional(overlapFraction)),
      JSONMember("frac_ge2_active", .optional(overlapFractionWhileActive)),
      JSONMember("overlap_saving", .optional(overlapSaving)),
      JSONMember("overlap_norm", .optional(normalisedOverlap)),
    ])
  }
}

extension ComputeIO {
  var json: JSONValue {
    .object([
      JSONMember("comp", .time(compute)),
      JSONMember("io", .time(io)),
      JSONMember("both", .time(both)),
      JSONMember("hidden_io", .optional(hiddenIO)),
      JSONMember("hidden_comp", .optional(hiddenCompute)),
      JSONMember("exposed_io", .time(exposedIO)),
    ])
  }
}

extension Bounds {
  var json: JSONValue {
    .object([
      JSONMember("latency", .time(latency)),
      JSONMember("cores", .time(cores)),
      JSONMember("slots", .time(slots)),
      JSONMember("lower", .time(lower)),
      JSONMember("binding", .string(binding.rawValue)),
      JSONMember("attained", .optional(attained)),
      JSONMember("further", further.json),
    ])
  }
}

extension Inflation {
  var json: JSONValue {
    .object([
      JSONMember("useful_cpu", .time(usefulCPU)),
      JSONMember("useful_io", .time(usefulIO)),
      JSONMember("work", .time(work)),
      JSONMember("io", .time(io)),
      JSONMember("infl_cpu", .time(cpuGrowth)),
      JSONMember("infl_io", .time(ioGrowth)),
    ])
  }
}

extension Queueing {
  var json: JSONValue {
    .object([
      JSONMember("queue_total", .time(queueTotal)),
      JSONMember("queue_max", .time(queueMaximum)),
      JSONMember("service_total", .time(serviceTotal)),
      JSONMember("result_total", .time(resultTotal)),
      JSONMember("little_L", .optional(tasksInSystem)),
      JSONMember("throughput_per_s", .optional(throughput)),
    ])
  }
}

extension LoopFigures {
  var json: JSONValue {
    .object([
      JSONMember("util", .optional(utilisation)),
      JSONMember("mean_lag", .time(meanLag)),
      JSONMember("max_lag", .time(maximumLag)),
      JSONMember("max_step", .time(maximumStep)),
      JSONMember("expected_arrival_lag", .time(expectedArrivalLag)),
      JSONMember("lag", lag?.json ?? .null),
      JSONMember("blocking_steps", blockingSteps.json),
      JSONMember("blocking_calls", blockingCalls.json),
    ])
  }
}

extension POPFactors {
  var json: JSONValue {
    .object([
      JSONMember("LB", .optional(loadBalance)),
      JSONMember("CommE", .optional(communicationEfficiency)),
      JSONMember("PE", .optional(parallelEfficiency)),
      JSONMember("LB_add", .optional(additiveLoadBalance)),
      JSONMember("CommE_add", .optional(additiveCommunicationEfficiency)),
    ])
  }
}

extension Imbalance {
  var json: JSONValue {
    .object([
      JSONMember("percent_imbalance", .optional(percentImbalance)),
      JSONMember("straggler", .optional(straggler)),
    ])
  }
}
