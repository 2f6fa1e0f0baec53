package import TraceModel

extension RunView {
  /// The same view of a run whose trace was merged into another file.
  ///
  /// - Parameters:
  ///   - start: Where its window starts there.
  ///   - processes: The run's processes there.
  ///   - lane: What became of a lane's numbers; lanes without any are left out and counted.
  /// - Returns: The view in the other file's numbers.
  package func renumbered(
    start: Nanoseconds, processes: [Int64], _ lane: (LaneID) -> LaneID?
  ) -> RunView {
    var view = self
    view.start = start
    view.processes = processes.sorted()
    view.lanes = lanes.compactMap { strip in
      var strip = strip
      guard let id = lane(strip.key.lane) else { return nil }
      strip.key.lane = id
      return strip
    }
    view.lanesOmitted += lanes.count - view.lanes.count
    view.path = path?.map { segment in
      var segment = segment
      segment.lane = segment.lane.flatMap(lane)
      return segment
    }
    view.waits = waits.compactMap { wait in
      var wait = wait
      guard let id = lane(wait.key.lane) else { return nil }
      wait.key.lane = id
      return wait
    }
    return view
  }
}
