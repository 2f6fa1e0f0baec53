import TraceModel

/// Which lanes ran async tasks of Swift programs.
struct JobLanes {
  private(set) var ofTasks: Set<LaneID> = []
  /// Lanes with steps of what a program itself is, where that only hands out other tasks.
  private(set) var ofMain: Set<LaneID> = []

  init(_ jobs: JobRecords) {
    for process in jobs.processes {
      for step in process.steps {
        let lane = LaneID(process.process, step.thread)
        if process.isCounted(step.task) { ofTasks.insert(lane) } else { ofMain.insert(lane) }
      }
    }
  }
}
