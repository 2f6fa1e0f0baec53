import TraceModel

extension FigureMaker {
  /// T∞ and the bounds that follow from it (METHOD 6.2, 6.4).
  ///
  /// All of it stays nil where nothing is known of dependencies.
  func addSpan(_ run: inout RunAnalysis) {
    guard let dependencies else { return }
    let span = dependencies.span
    run.span = span
    run.criticalPath = dependencies.path
    run.averageParallelism = ratio(run.work, span)
    run.bounds = bounds(
      run, latency: span, work: Nanoseconds(owners.work), io: Nanoseconds(owners.io))
    let further = furtherBounds(run, dependencies)
    run.bounds?.further = further
  }

  /// T_lo = max(T∞, (W + coord)/C, (W + Y)/P).
  func bounds(
    _ run: RunAnalysis, latency: Nanoseconds, work: Nanoseconds, io: Nanoseconds
  ) -> Bounds {
    let onCores = Double(work.count) + Double(owners.laneTime[.coord])
    let inSlots = Double(work.count) + Double(io.count)
    let cores = onCores / Double(max(run.cores, 1))
    let slots = run.slots > 0 ? inSlots / Double(run.slots) : 0
    let lower = max(Double(latency.count), cores, slots)
    let binding: Bounds.Resource =
      cores >= 0.95 * lower ? .cores : slots >= 0.95 * lower ? .slots : .latency
    return Bounds(
      latency: latency, cores: nearest(cores), slots: nearest(slots), lower: nearest(lower),
      binding: binding, attained: facts.makespan == 0 ? nil : lower / Double(facts.makespan))
  }

  func nearest(_ value: Double) -> Nanoseconds {
    Nanoseconds(Int64(exactly: value.rounded()) ?? Int64.max)
  }
}
