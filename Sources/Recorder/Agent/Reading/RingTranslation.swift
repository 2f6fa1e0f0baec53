internal import TraceModel

/// The records of one process as events.
struct RingTranslation {
  var contents: RingContents
  var numbers: TaskNumbers
  var events: [AgentEvent] = []
  var lost = 0
  private var threadNames: [Int32: String] = [:]
  private var name = ""
  private var commandLine = ""
  private var begun: Int64?

  /// Categories of spans, as the agent writes them.
  static let categories: [UInt8: Category] = [
    1: .task, 2: .startup, 3: .dispatch, 4: .serialize, 5: .teardown, 6: .wait, 7: .span,
  ]

  init(_ contents: RingContents, numbers: TaskNumbers) {
    self.contents = contents
    self.numbers = numbers
  }

  /// Translates everything; `numbers` holds the tasks met so far afterwards.
  mutating func process() -> AgentProcess {
    events.reserveCapacity(contents.records.count)
    lost = contents.damaged + contents.header.lost
    var tasks: [UInt64: AsyncTaskRecord] = [:]
    for record in contents.records {
      switch record.kind {
      case .async: tasks[record.task, default: AsyncTaskRecord()].life = record
      case .step: tasks[record.task, default: AsyncTaskRecord()].steps.append(record)
      default: translate(record)
      }
    }
    translateAsync(tasks)
    let header = contents.header
    return AgentProcess(
      pid: header.pid, start: header.start, python: header.python, commandLine: commandLine,
      name: name, threadNames: threadNames, events: sorted(), lost: lost,
      isCut: !header.isClosed)
  }

  mutating func add(_ record: RingRecord, _ kind: AgentEvent.Kind) {
    events.append(AgentEvent(time: record.time, tid: record.tid, kind: kind))
  }

  private mutating func translate(_ record: RingRecord) {
    switch record.kind {
    case .span: translateSpan(record)
    case .flowStart, .flowEnd: translateFlow(record)
    case .executor: translateExecutor(record)
    case .thread: threadNames[record.tid] = contents.texts.text(record.name)
    case .process: name = contents.texts.text(record.name)
    case .command: commandLine = contents.texts.text(record.name)
    case .call: translateCall(record)
    case .step, .async, .text: break
    }
  }

  private mutating func translateSpan(_ record: RingRecord) {
    guard let category = Self.categories[record.category] else {
      lost += 1
      return
    }
    let text = contents.texts.text(record.name)
    var span = AgentSpan(
      category: category, name: text.isEmpty ? category.word : text, end: record.finished)
    switch category {
    case .task:
      span.task = numbers.number(record.task, item: record.extra)
      span.place = numbers.place(of: record.task, item: record.extra)
      span.key = span.name
    case .serialize: span.bytes = Int64(record.extra)
    case .wait: span.key = contents.texts.known(record.extra)
    default: break
    }
    add(record, .span(span))
  }

  private mutating func translateCall(_ record: RingRecord) {
    let text = contents.texts.text(record.name)
    let span = AgentSpan(
      category: .span, name: text.isEmpty ? Category.span.word : text, end: record.finished,
      task: numbers.number(record.task))
    add(record, .asyncCall(span))
  }

  private mutating func translateFlow(_ record: RingRecord) {
    guard let flow = AgentEvent.Flow(rawValue: record.category),
      let items = numbers.items(of: record, flow)
    else {
      lost += 1
      return
    }
    if flow == .fork, record.kind == .flowEnd, record.tid == contents.header.pid {
      begun = numbers.forkTime(record.task)
    }
    for item in 0..<items {
      let task = flow == .fork ? nil : numbers.number(record.task, item: item)
      let id = task.map { ArrowID.task($0) } ?? .identity(record.task)
      add(
        record,
        record.kind == .flowStart
          ? .flowStart(flow: flow, id: id, task: task) : .flowEnd(flow: flow, id: id, task: task))
    }
  }

  private mutating func translateExecutor(_ record: RingRecord) {
    guard let model = AgentExecutor(rawValue: record.category) else {
      lost += 1
      return
    }
    let slots = record.extra == 0 ? nil : Int(record.extra)
    let name = contents.texts.text(record.name)
    add(record, .executor(model: model, name: name, slots: slots))
  }

  /// By time, the longer span first; the startup of the process from when its parent began it.
  private func sorted() -> [AgentEvent] {
    var events = self.events
    if let begun, begun < contents.header.start {
      let start = contents.header.start
      for index in events.indices where events[index].time == start {
        if case .span(let span) = events[index].kind, span.category == .startup {
          events[index].time = begun
        }
      }
    }
    // Small keys are sorted, not the events, which hold names.
    return events.indices
      .map { (time: events[$0].time, end: events[$0].kind.end ?? .max, place: $0) }
      .sorted { ($0.time, $1.end, $0.place) < ($1.time, $0.end, $1.place) }
      .map { events[$0.place] }
  }
}

extension AgentEvent.Kind {
  /// When a span ends; points end before spans begin.
  fileprivate var end: Int64? {
    switch self {
    case .span(let span), .asyncTask(let span), .asyncWait(let span), .asyncCall(let span):
      span.end
    case .flowStart, .flowEnd, .executor: 0
    }
  }
}
