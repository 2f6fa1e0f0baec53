internal import TraceModel

/// Tasks of event loops: their lives, steps and waits.
extension RingTranslation {
  mutating func translateAsync(_ tasks: [UInt64: AsyncTaskRecord]) {
    let others = handedOver(tasks).sorted()
    for (identity, task) in tasks.sorted(by: { $0.key < $1.key }) {
      guard let life = task.life else {
        lost += task.steps.count
        continue
      }
      let name = contents.texts.text(life.name)
      if isTask(life), !(task.isMain && Self.any(others, within: life)) {
        add(task, life, name, numbers.number(identity))
      } else {
        addCoordinator(task, name)
      }
    }
  }

  /// When tasks were made that no loop is run for, in loops and by the threads of loops.
  private func handedOver(_ tasks: [UInt64: AsyncTaskRecord]) -> [Int64] {
    let lives = tasks.values.compactMap(\.life)
    let loops = Set(lives.map(\.tid))
    let submitted = contents.records.filter {
      $0.kind == .flowStart && $0.category == AgentEvent.Flow.submit.rawValue
        && loops.contains($0.tid)
    }
    return submitted.map(\.time) + lives.filter { isTask($0) && $0.sub != 1 }.map(\.time)
  }

  private func isTask(_ life: RingRecord) -> Bool {
    Self.categories[life.category] == .task
  }

  /// What the loop was run for only coordinates when it made tasks of its own.
  private static func any(_ times: [Int64], within life: RingRecord) -> Bool {
    let next = times.partitioningIndex { $0 >= life.time }
    return next < times.count && times[next] <= life.finished ?? .max
  }

  private mutating func addCoordinator(_ task: AsyncTaskRecord, _ name: String) {
    for step in task.steps {
      let span = AgentSpan(category: .span, name: name, end: step.finished)
      add(step, .span(span))
    }
  }

  private mutating func add(
    _ task: AsyncTaskRecord, _ life: RingRecord, _ name: String, _ number: Int64
  ) {
    let whole = AgentSpan(
      category: .task, name: name, end: life.finished, task: number, key: name)
    add(life, .asyncTask(whole))
    let steps = task.steps.sorted { $0.time < $1.time }
    for (index, step) in steps.enumerated() {
      let body = AgentSpan(
        category: .step, name: name, end: step.finished, task: number,
        key: contents.texts.known(step.name))
      add(step, .span(body))
      guard let stop = step.finished, let reason = Self.reasons[step.sub] else { continue }
      // The next step tells for how long the task had been ready before it.
      let next = index + 1 < steps.count ? steps[index + 1] : nil
      let ready = next.map { max(stop, $0.time - Int64($0.extra)) } ?? life.finished
      let wait = AgentSpan(category: .wait, name: reason.word, end: ready, task: number)
      events.append(AgentEvent(time: stop, tid: step.tid, kind: .asyncWait(wait)))
    }
  }

  /// Why a task waits after a step, as the agent writes it.
  private static let reasons: [UInt16: WaitReason] = [
    1: .sleep, 2: .io, 3: .lock, 4: .queue, 5: .join, 6: .unknown,
  ]
}
