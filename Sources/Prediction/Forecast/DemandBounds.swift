package import Analysis
package import TraceModel

/// What no schedule can beat: the demands on each resource alone (METHOD 9).
package struct DemandBounds: Hashable, Sendable {
  /// What a makespan is bound by.
  package enum Resource: String, Hashable, Sendable, CaseIterable {
    case cores, slots, gil, loop, coordinator, latency
  }

  /// The bound of each resource that the plan has, without what every task waits for.
  package private(set) var demands: [Resource: Nanoseconds] = [:]
  /// Before this nothing runs, and after the last task this remains.
  package let overhead: Nanoseconds
  /// T_lo of the plan: no replay of it is shorter, but for rounding.
  package let lower: Nanoseconds
  /// The resource whose bound is the largest; of equal ones the first of cores, slots, latency.
  package let binding: Resource

  /// O(M).
  package init(_ tasks: [TaskDemand], under plan: ReplayPlan) {
    let sums = Sums(tasks, plan)
    let threads = plan.threads
    var bounds: [Resource: Double] = [:]
    bounds[.cores] = sums.cpu / plan.cores.most(threads: threads)
    bounds[.latency] = sums.longest
    bounds[.coordinator] = sums.handingOut
    switch plan.discipline {
    case .inline: bounds[.slots] = sums.whole
    case .pool(let slots): bounds[.slots] = sums.whole / Double(max(slots, 1))
    case .loop(let threads, let limit):
      bounds[.loop] = sums.held / Double(max(threads, 1))
      bounds[.slots] = sums.whole / Double(max(limit, 1))
    }
    if let gil = plan.gil { bounds[.gil] = sums.cpu * gil.share }
    // What a task waits for at least: the first submission, and a worker.
    let first = max(
      sums.firstSubmission, Double(plan.readiness.prefix(threads).min()?.count ?? 0))
    let closing = Double(plan.closing.count)
    var best = (resource: Resource.cores, bound: -1.0)
    for resource in Resource.order {
      guard let bound = bounds[resource] else { continue }
      demands[resource] = Self.whole(bound)
      let end = resource == .coordinator ? bound : first + bound
      if end > best.bound { best = (resource, end) }
    }
    overhead = Self.whole(first + closing)
    lower = Self.whole(max(best.bound, 0) + closing)
    binding = best.resource
  }

  private static func whole(_ time: Double) -> Nanoseconds {
    Nanoseconds(Int64(exactly: time.rounded(.down)) ?? Int64.max)
  }

  /// What the tasks ask for in all.
  private struct Sums {
    var cpu = 0.0
    var whole = 0.0
    /// The time that steps hold a loop's thread.
    var held = 0.0
    var longest = 0.0
    var handingOut = 0.0
    var firstSubmission = 0.0

    init(_ tasks: [TaskDemand], _ plan: ReplayPlan) {
      let script = ReplayScript(tasks, plan)
      for task in tasks.indices {
        var service = 0.0
        for step in script.steps[script.places[task]..<script.places[task + 1]] {
          service += step.amount
          if step.kind == .cpu { cpu += step.amount }
          if step.kind != .free { held += step.amount }
        }
        whole += service
        longest = max(longest, service)
      }
      handingOut = script.submissions.last ?? 0
      firstSubmission = script.submissions.first ?? 0
    }
  }
}

extension DemandBounds.Resource {
  /// Of near ties the first is named, as in METHOD 4.6; what is special to a model comes first.
  fileprivate static let order: [Self] = [.gil, .loop, .cores, .slots, .latency, .coordinator]
}
