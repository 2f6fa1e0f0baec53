import TraceModel

/// Applies a plan to a trace: categories, lanes, roles, window, in place where it can.
struct Rewriter {
  let facts: TraceFacts
  let plan: Plan
  let options: ForeignTraceOptions
  var trace: Trace
  /// By span.
  var meanings: [Meaning] = []
  var tasks = 0
  var notes: [String] = []
  var window: (start: Int64, end: Int64)?
  /// By the number of the reason.
  var reasonNames = [NameTable.ID?](repeating: nil, count: WaitReason.allCases.count)

  init(_ facts: TraceFacts, plan: Plan, options: ForeignTraceOptions) {
    self.facts = facts
    self.plan = plan
    self.options = options
    trace = facts.trace
  }

  consuming func rewrite(for producer: RecognisedProducer) -> AdaptedTrace {
    decideMeanings()
    placeAsyncSpans()
    findWindow()
    mergeLanes()
    clearCategories()
    markSpans()
    markSubmissions()
    giveRoles()
    describeRun()
    trace.tellsDependencies = false
    trace.repetitions = plan.repetitions
    noteSelection()
    var adapted = AdaptedTrace(trace: trace, producer: producer)
    adapted.parts = plan.parts
    adapted.notes = notes + [adapted.partsNote].compactMap { $0 } + plan.notes + [Plan.tierNote]
    adapted.coresAreKnown = plan.cores != nil
    adapted.tasks = tasks
    return adapted
  }

  private mutating func noteSelection() {
    if let selection = options.taskCategory, tasks == 0 {
      notes.append("no span matches --task-category \(selection.text)")
    }
    if case .matching(let pattern)? = options.lane, tasks == 0 {
      notes.append("no lane that matches --lane \(pattern.text) carries a task")
    }
  }
}

extension Rewriter {
  /// Asks the plan what each span is, then the options.
  private mutating func decideMeanings() {
    let names = trace.spans.names
    let (categories, lanes) = (trace.spans.categoryNames, trace.spans.lanes)
    let selected = selectedTasks()
    let isOffered = offeredLanes()
    meanings.reserveCapacity(names.count)
    for index in names.indices {
      let question = SpanQuestion(
        name: names[index], category: categories[index], lane: lanes[index])
      var meaning = plan.meaning(question)
      if let selected { meaning = selected(question, meaning) }
      if !isOffered[Int(question.lane)], meaning != .dropped { meaning = .plain }
      meanings.append(meaning)
    }
  }

  /// With `--task-category`, that alone decides what a task is.
  private func selectedTasks() -> ((SpanQuestion, Meaning) -> Meaning)? {
    guard let selection = options.taskCategory else { return nil }
    let byName = RuleTable(facts) { selection.matches(name: $0, category: "") ? .task : nil }
    let byCategory = RuleTable(facts) { selection.matches(name: "", category: $0) ? .task : nil }
    let isByName = if case .name = selection { true } else { false }
    return { question, meaning in
      if let task = isByName ? byName(question.name) : byCategory(question.category) { return task }
      switch meaning {
      case .task, .waitingTask, .phase, .idle: return .plain
      case .wait, .plain, .dropped: return meaning
      }
    }
  }

  /// With a pattern for `--lane`, the lanes that carry tasks.
  func offeredLanes() -> [Bool] {
    guard case .matching(let pattern)? = options.lane else {
      return Array(repeating: true, count: trace.lanes.count)
    }
    return trace.lanes.map { lane in
      pattern.matches(lane.name) || pattern.matches("\(lane.id.process)/\(lane.id.thread)")
        || pattern.matches(trace.processNames[lane.id.process] ?? "")
    }
  }

  /// Words of TS1 that another producer uses mean something else there.
  private mutating func clearCategories() {
    if facts.holdsOurWords {
      for index in trace.spans.indices where trace.spans.category(at: index) != .span {
        trace.spans.setCategory(.span, at: index)
      }
    }
    for index in trace.flows.indices { trace.flows[index].category = .span }
    for index in trace.instants.indices { trace.instants[index].category = .span }
  }

  /// First to last span that belongs to the run, or what the plan says.
  private mutating func findWindow() {
    if let window = plan.window {
      self.window = (window.start.count, max(window.start, window.end).count)
      return
    }
    var (first, last) = (Int64.max, Int64.min)
    let (starts, ends) = (trace.spans.starts, trace.spans.ends)
    for index in starts.indices where meanings[index] != .dropped {
      first = min(first, starts[index])
      last = max(last, ends[index])
    }
    for span in trace.asyncSpans where span.category == .task {
      first = min(first, span.start.count)
      last = max(last, span.end.count)
    }
    if first <= last { window = (first, last) }
  }
}
