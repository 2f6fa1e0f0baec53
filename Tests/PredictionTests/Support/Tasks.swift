import TraceModel

@testable import Analysis
@testable import Prediction

/// So many tasks that compute for so many nanoseconds each.
func computing(_ count: Int, _ time: Int64) -> [TaskDemand] {
  (0..<count).map { TaskDemand(key: "task \($0)", phases: [.init(.cpu, Nanoseconds(time))]) }
}

/// So many tasks that compute, wait and compute again.
func fetching(_ count: Int, _ cpu: Int64, _ io: Int64) -> [TaskDemand] {
  let phase = TaskDemand.Phase(.cpu, Nanoseconds(cpu))
  return (0..<count).map {
    TaskDemand(key: "task \($0)", phases: [phase, .init(.io, Nanoseconds(io)), phase])
  }
}

/// A sequential run of some tasks, with nothing beside them.
func sequentialRun(_ tasks: [TaskDemand], cores: Int = 2) -> RunDemands {
  var run = RunDemands(
    model: .sequential, makespan: tasks.reduce(.zero) { $0 + $1.service }, cores: cores, slots: 1)
  run.tasks = tasks
  run.costs = ExecutorCosts()
  run.hasGIL = false
  run.gilShare = 0
  return run
}

func makespan(_ tasks: [TaskDemand], _ plan: ReplayPlan) -> Int64? {
  replay(tasks, under: plan)?.count
}
