import TraceModel

/// Makes the view of one run.
struct RunViewer {
  private let trace: Trace
  private let scope: RunScope
  private let analysis: RunAnalysis
  private let limits: ViewLimits

  init(_ trace: Trace, scope: RunScope, analysis: RunAnalysis, limits: ViewLimits) {
    self.trace = trace
    self.scope = scope
    self.analysis = analysis
    self.limits = limits
  }

  func view() -> RunView {
    var view = RunView(start: Nanoseconds(scope.start), makespan: Nanoseconds(scope.makespan))
    view.processes = Set(
      trace.lanes.indices.filter { scope.lanes[$0] }.map { trace.lanes[$0].id.process }
    ).sorted()
    view.idTexts = idTexts
    let owners = RunOwners(facts())
    guard owners.facts.groups.count == analysis.groups.count, scope.makespan > 0 else {
      return view
    }
    let choice = LaneChoice(owners, limit: limits.laneStretches)
    var sweep = SlotSweep(
      owners, slots: analysis.groups.map { Int64($0.slots) },
      strips: StripBuilder(
        owners.facts, keeping: choice.lanes(within: limits.laneStretches),
        limit: limits.laneStretches), limits: limits)
    sweep.run()
    view.band = sweep.band.finished()
    (view.lanes, view.lanesOmitted) = StripMaker(trace, owners, sweep).strips(
      choice, limit: limits.laneStretches)
    view.waits = WaitFinder(owners, limit: limits.waits).waits(owners.facts, names: trace.names)
    addPath(&view, owners)
    view.failedAssertions = ViewAssertions(owners.facts, analysis).failures(of: view)
    return view
  }

  /// The reader gives a lane or process the text of its id as its name.
  private var idTexts: [Int64: String] {
    var texts: [Int64: String] = [:]
    for lane in trace.lanes.indices where scope.lanes[lane] {
      let id = trace.lanes[lane].id
      if id.hasTextProcess { texts[id.process] = trace.processNames[id.process] }
      if id.hasTextThread { texts[id.thread] = trace.lanes[lane].name }
    }
    return texts
  }

  /// What the builder needs beside the facts is given back before the sweep.
  private func facts() -> RunFacts {
    var builder = FactsBuilder(trace, scope: scope)
    var facts = builder.build()
    facts.cores = Int64(analysis.cores)
    return facts
  }

  private func addPath(_ view: inout RunView, _ owners: RunOwners) {
    guard analysis.criticalPath != nil else { return }
    var path = CriticalPath(owners)
    path.recorder = PathRecorder(limit: limits.pathSegments)
    _ = path.composition()
    view.path = path.recorder?.path(owners.facts.lanes)
    view.pathSegments = path.recorder?.count
  }
}
