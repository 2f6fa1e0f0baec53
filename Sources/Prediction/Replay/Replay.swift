package import Analysis
package import TraceModel

/// When a run would end: its tasks under a plan, event by event (METHOD 9).
///
/// Tasks are taken as independent of each other, and I/O as unlimited. Time is
/// kept in binary fractions of a nanosecond and rounded once.
/// O(M log M), M the number of phases; quicker where every thread has a core.
///
/// - Parameters:
///   - tasks: In the order in which they are handed out.
///   - plan: Executor, machine, costs.
/// - Returns: The makespan, to the nearest nanosecond; nil when tasks never end because they
///   get no core, or when it does not fit 64 bits.
package func replay(_ tasks: [TaskDemand], under plan: ReplayPlan) -> Nanoseconds? {
  let script = ReplayScript(tasks, plan)
  guard let end = script.endOnFreeCores(plan) ?? eventByEvent(script, plan) else { return nil }
  return Int64(exactly: (end + Double(plan.closing.count)).rounded()).map { Nanoseconds($0) }
}

private func eventByEvent(_ script: ReplayScript, _ plan: ReplayPlan) -> Double? {
  var machine = ReplayMachine(script, plan)
  return machine.run()
}

/// The state of a replay: who runs, who waits for what.
struct ReplayMachine {
  private struct Event: Comparable {
    var time: Double
    var order: Int
    var kind: Kind

    enum Kind {
      case workerReady
      case delayOver(Int)
    }

    static func < (left: Event, right: Event) -> Bool {
      (left.time, left.order) < (right.time, right.order)
    }

    static func == (left: Event, right: Event) -> Bool { left.order == right.order }
  }

  private let script: ReplayScript
  private let isLoop: Bool
  private let mostInFlight: Int
  private var cores: SharedCores
  private var events = MinHeap<Event>()
  private var scheduled = 0
  /// The next task to be handed out; they are in time order, so no heap need hold them.
  private var nextSubmission = 0
  private var now = 0.0
  /// The next step of each task.
  private var next: [Int]
  /// Whether the task's thread is held during the delay under way.
  private var holds: [Bool]
  /// Tasks that wait for a thread, and tasks that wait to be let in.
  private var ready = FirstInFirstOut()
  private var waiting = FirstInFirstOut()
  private var idleThreads = 0
  private var inFlight = 0
  private var unfinished: Int

  init(_ script: ReplayScript, _ plan: ReplayPlan) {
    self.script = script
    let tasks = script.submissions.count
    cores = SharedCores(plan.cores, gil: plan.gil)
    next = Array(script.places.dropLast())
    holds = Array(repeating: true, count: tasks)
    unfinished = tasks
    switch plan.discipline {
    case .inline, .pool:
      isLoop = false
      mostInFlight = Int.max
    case .loop(_, let limit):
      isLoop = true
      mostInFlight = max(limit, 1)
    }
    // Threads beyond the tasks never get one.
    for thread in 0..<min(plan.threads, tasks) {
      let isKnown = plan.readiness.indices.contains(thread)
      schedule(.workerReady, at: isKnown ? Double(plan.readiness[thread].count) : 0)
    }
  }

  private mutating func schedule(_ kind: Event.Kind, at time: Double) {
    scheduled += 1
    events.insert(Event(time: time, order: scheduled, kind: kind))
  }

  /// When the last task ends; nil when one never does.
  mutating func run() -> Double? {
    while unfinished > 0 {
      let finish = cores.untilNext
      let wait = (finish ?? .infinity) + now
      let event = events.first?.time ?? .infinity
      let submission =
        nextSubmission < script.submissions.count
        ? script.submissions[nextSubmission] : .infinity
      if submission.isFinite, submission <= event, submission <= wait {
        move(to: submission)
        submit(nextSubmission)
        nextSubmission += 1
      } else if event.isFinite, event <= wait {
        move(to: event)
        guard let event = events.removeFirst() else { return nil }
        handle(event.kind)
      } else if let finish, finish.isFinite {
        move(to: now + finish)
        guard let task = cores.removeNext() else { return nil }
        proceed(task)
      } else {
        return nil
      }
      serve()
    }
    return now
  }

  private mutating func move(to time: Double) {
    guard time > now else { return }
    cores.advance(by: time - now)
    now = time
  }

  private mutating func handle(_ kind: Event.Kind) {
    switch kind {
    case .workerReady: idleThreads += 1
    case .delayOver(let task):
      if holds[task] { proceed(task) } else { resume(task) }
    }
  }

  private mutating func submit(_ task: Int) {
    if inFlight < mostInFlight { admit(task) } else { waiting.append(task) }
  }

  private mutating func admit(_ task: Int) {
    inFlight += 1
    ready.append(task)
  }

  /// Idle threads take what waits longest.
  private mutating func serve() {
    while idleThreads > 0, let task = ready.removeFirst() {
      idleThreads -= 1
      proceed(task)
    }
  }

  /// A task on a thread goes on to its next step.
  private mutating func proceed(_ task: Int) {
    guard next[task] < script.places[task + 1] else { return finish(task, holdsThread: true) }
    let step = script.steps[next[task]]
    next[task] += 1
    switch step.kind {
    case .cpu: cores.add(task, step.amount)
    case .held, .free:
      holds[task] = step.kind == .held || !isLoop
      if !holds[task] { idleThreads += 1 }
      schedule(.delayOver(task), at: now + step.amount)
    }
  }

  /// An async task's wait is over: it is done, or has to be polled again.
  private mutating func resume(_ task: Int) {
    if next[task] < script.places[task + 1] {
      ready.append(task)
    } else {
      finish(task, holdsThread: false)
    }
  }

  private mutating func finish(_ task: Int, holdsThread: Bool) {
    if holdsThread { idleThreads += 1 }
    unfinished -= 1
    inFlight -= 1
    if inFlight < mostInFlight, let next = waiting.removeFirst() { admit(next) }
  }
}
