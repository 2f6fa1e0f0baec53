package import Analysis
package import TraceModel

/// What a run would gain if some of its code were faster (METHOD 9, after Coz).
package struct VirtualSpeedup: Hashable, Sendable {
  /// s: 0.2 makes the marked time a fifth shorter.
  package var share: Double
  /// The time of all marked phases.
  package var marked: Nanoseconds
  /// The replay of the run as it was, and with the marked phases shortened.
  package var before: Nanoseconds
  package var after: Nanoseconds
  /// ΔT/T by the critical path alone; nil where the path is not known.
  package var firstOrder: Double?

  /// ΔT/T: how much shorter the run would be.
  package var gain: Double {
    before.count > 0 ? Double((before - after).count) / Double(before.count) : 0
  }

  /// Shortens the phases marked by `analyse(_:baseline:marking:)` and replays.
  ///
  /// Nil where the tasks cannot be replayed or nothing is marked. O(M log M).
  ///
  /// - Parameters:
  ///   - run: A run with marked phases.
  ///   - share: How much faster; clamped to 0...1.
  package init?(_ run: RunDemands, by share: Double) {
    guard let plan = run.ownPlan(), share.isFinite else { return nil }
    let share = min(max(share, 0), 1)
    marked = run.tasks.reduce(.zero) { sum, task in
      task.phases.reduce(sum) { $1.isMarked ? $0 + $1.time : $0 }
    }
    let faster = run.tasks.map { task in
      var task = task
      for index in task.phases.indices where task.phases[index].isMarked {
        let time = Double(task.phases[index].time.count) * (1 - share)
        task.phases[index].time = Nanoseconds(clamping: time)
      }
      return task
    }
    guard marked.count > 0, let before = replay(run.tasks, under: plan),
      let after = replay(faster, under: plan)
    else { return nil }
    self.share = share
    firstOrder = run.markedOnPath.map { time in
      let whole = max(Double(run.makespan.count), 1)
      return Self.firstOrder(onPath: Double(time.count) / whole, by: share)
    }
    self.before = before
    self.after = after
  }

  /// ΔT/T to first order: the marked share of the critical path, shortened.
  ///
  /// Valid until another path becomes the longest.
  ///
  /// - Parameters:
  ///   - onPath: The marked share of the critical path.
  ///   - share: s.
  /// - Returns: 0...1.
  package static func firstOrder(onPath: Double, by share: Double) -> Double {
    min(max(onPath, 0), 1) * min(max(share, 0), 1)
  }
}
