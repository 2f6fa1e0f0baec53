import TraceModel

extension Rewriter {
  /// Async operations become tasks in flight, or busy stretches of their lane.
  mutating func placeAsyncSpans() {
    for index in trace.asyncSpans.indices { trace.asyncSpans[index].category = .span }
    var waits: [AsyncSpan] = []
    let isOffered = offeredLanes()
    var inFlight: [Int] = []
    for (index, span) in trace.asyncSpans.enumerated() where isOffered[Int(span.lane)] {
      switch asyncMeaning(of: span) {
      case .task: inFlight.append(index)
      case .onLane:
        trace.spans.append(
          Span(
            start: span.start, end: span.end, name: span.name, lane: span.lane, category: .span,
            isUnfinished: span.isUnfinished, categoryName: span.categoryName))
        meanings.append(.task)
      case .plain: break
      }
    }
    for index in outermost(inFlight) {
      guard case .task(let reason) = asyncMeaning(of: trace.asyncSpans[index]) else { continue }
      trace.asyncSpans[index].category = .task
      trace.asyncSpans[index].detail = -1
      tasks += 1
      if trace.asyncSpans[index].task == .none {
        trace.asyncSpans[index].task = trace.asyncSpans[index].name
      }
      var wait = trace.asyncSpans[index]
      wait.category = .wait
      wait.name = name(of: reason)
      waits.append(wait)
    }
    trace.asyncSpans += waits
  }

  private func asyncMeaning(of span: AsyncSpan) -> AsyncMeaning {
    guard let selection = options.taskCategory else { return plan.asyncMeaning(span) }
    let matches = selection.matches(
      name: trace.names[span.name], category: trace.names[span.categoryName])
    return matches ? .task(.unknown) : .plain
  }

  /// Of operations that nest under one id, the outermost.
  private func outermost(_ indices: [Int]) -> [Int] {
    let order = indices.sorted {
      let (left, right) = (trace.asyncSpans[$0], trace.asyncSpans[$1])
      return (left.scope, left.start.count, right.end.count, $0)
        < (right.scope, right.start.count, left.end.count, $1)
    }
    var kept: [Int] = []
    var (scope, covered) = (Int32(-1), Int64.min)
    for index in order {
      let span = trace.asyncSpans[index]
      if span.scope != scope { (scope, covered) = (span.scope, .min) }
      if span.end.count <= covered, span.start.count < covered { continue }
      covered = max(covered, span.end.count)
      kept.append(index)
    }
    return kept.sorted()
  }
}
