import TraceModel

@testable import Analysis
@testable import Prediction

/// The rules of a replay once more, with no virtual clock and no heap.
///
/// Between two events every running job's remainder is reduced by its own rate;
/// every event is found by looking at everything. O(M²).
struct NaiveReplay {
  private enum Place {
    case notSubmitted(Double)
    case waiting
    case ready
    case computing(Double)
    /// Until when, and whether it holds its thread.
    case delayed(Double, Bool)
    case done
  }

  let plan: ReplayPlan
  private var phases: [[(kind: Character, amount: Double)]] = []
  private var places: [Place] = []
  private var threads: [Double]
  /// In which order tasks were let in, became ready and began to compute.
  private var queue: [Int] = []
  private var line: [Int] = []
  private var running: [Int] = []
  private var now = 0.0
  private var busy = 0

  init(_ tasks: [TaskDemand], _ plan: ReplayPlan) {
    self.plan = plan
    threads = (0..<plan.threads).map {
      $0 < plan.readiness.count ? Double(plan.readiness[$0].count) : 0
    }
    var time = 0.0
    for (index, task) in tasks.enumerated() {
      time += Double(task.serialBefore.count)
      if index == 0 { time = max(time, Double(plan.lead.count)) }
      time += Double(plan.coordinatorPerTask.count)
      places.append(.notSubmitted(time))
      var list: [(Character, Double)] = [("c", Double(plan.workerPerTask.count))]
      for phase in task.phases {
        let amount = Double(phase.time.count)
        switch phase.kind {
        case .cpu: list.append(("c", amount))
        case .other: list.append(("h", amount))
        case .lock: list.append(("f", amount))
        case .io:
          let share = plan.blockingShare ?? (phase.holdsLoop ? 1 : 0)
          list += [("h", amount * share), ("f", amount * (1 - share))]
        }
      }
      phases.append(list.filter { $0.1 > 0 }.map { (kind: $0.0, amount: $0.1) })
    }
  }

  private var limit: Int {
    if case .loop(_, let limit) = plan.discipline { return limit }
    return Int.max
  }

  private func rate(_ rank: Int) -> Double {
    let count = Double(running.count)
    var rate: Double
    switch plan.cores {
    case .unlimited: rate = 1
    case .shared(let capacity): rate = min(1, capacity / count)
    case .unequal(let speeds):
      rate =
        running.count <= speeds.count ? speeds[rank] : speeds.reduce(0, +) / count
    }
    if let gil = plan.gil, gil.share * count > 1 {
      rate = min(rate, 1 / (gil.share * count * (1 + gil.switching)))
    }
    return rate
  }

  mutating func makespan() -> Double {
    settle()
    while !places.allSatisfy({ if case .done = $0 { true } else { false } }) {
      var step = Double.infinity
      for place in places {
        if case .notSubmitted(let time) = place { step = min(step, time - now) }
        if case .delayed(let time, _) = place { step = min(step, time - now) }
      }
      for (rank, task) in running.enumerated() {
        if case .computing(let rest) = places[task] { step = min(step, rest / rate(rank)) }
      }
      let next = threads.filter { $0 > now }.min().map { $0 - now } ?? .infinity
      step = max(min(step, next), 0)
      let rates = running.indices.map { rate($0) }
      for (rank, task) in running.enumerated() {
        if case .computing(let rest) = places[task] {
          places[task] = .computing(rest - step * rates[rank])
        }
      }
      now += step
      settle()
    }
    return now + Double(plan.closing.count)
  }

  /// Everything that happens at this instant.
  private mutating func settle() {
    let slack = 1e-6
    for task in places.indices {
      if case .notSubmitted(let time) = places[task], time <= now + slack {
        places[task] = .waiting
        line.append(task)
      }
    }
    for task in running {
      if case .computing(let rest) = places[task], rest <= slack { goOn(task) }
    }
    for task in places.indices {
      if case .delayed(let time, let holds) = places[task], time <= now + slack {
        if holds {
          goOn(task)
        } else if phases[task].isEmpty {
          places[task] = .done
        } else {
          places[task] = .ready
          queue.append(task)
        }
      }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      let inFlight = places.count { place in
        switch place {
        case .notSubmitted, .waiting, .done: false
        default: true
        }
      }
      if inFlight < limit, !line.isEmpty {
        let task = line.removeFirst()
        places[task] = .ready
        queue.append(task)
        hasChanged = true
      }
      if busy < threads.count(where: { $0 <= now + slack }), !queue.isEmpty {
        busy += 1
        goOn(queue.removeFirst())
        hasChanged = true
      }
    }
  }

  private mutating func goOn(_ task: Int) {
    running.removeAll { $0 == task }
    guard !phases[task].isEmpty else {
      places[task] = .done
      busy -= 1
      return
    }
    let phase = phases[task].removeFirst()
    if phase.kind == "c" {
      places[task] = .computing(phase.amount)
      running.append(task)
      return
    }
    var isLoop = false
    if case .loop = plan.discipline { isLoop = true }
    let holds = phase.kind == "h" || !isLoop
    if !holds { busy -= 1 }
    places[task] = .delayed(now + phase.amount, holds)
  }
}
