import TraceModel

/// One run, resolved: who lived when, what ran where, times relative to the
/// window's start and clipped to it.
struct RunFacts {
  var makespan: Int64
  /// The window's start on the trace's own clock.
  var origin: Int64 = 0
  var model: ExecutionModel
  var cores: Int64
  /// Whether the trace says how many cores there were.
  var coresAreKnown: Bool
  /// By the index of `Trace.lanes`; lanes outside the run take no part.
  var lanes: [LaneFacts] = []
  var phases: [PhaseSpan] = []
  var waits: [WaitSpan] = []
  var slices: [SchedulingSpan] = []
  /// Async tasks first.
  var tasks: [TaskRecord] = []
  var asyncCount = 0
  var taskWaits: [TaskWait] = []
  var links: [Link] = []
  /// The lane of the run's own event.
  var runLane: Int32?
  var groups: [GroupFacts] = []
  var marks = Marks()
  var unfinished = 0
  /// Whether spans that name no task stand for tasks.
  var adoptsPlainSpans = false
  var hasWakes = false
  /// Whether the file tells what depends on what, as far as its producer goes.
  var tellsDependencies = true
  /// Whether the tasks are the program's own, and not lives of threads and processes.
  var tellsTasks = true
  var notes: [String] = []
}

extension RunFacts {
  /// Whether anything is known of what depends on what.
  var knowsDependencies: Bool { tellsDependencies && (!adoptsPlainSpans || !links.isEmpty) }
}

/// The global facts by which idle slots are classified (METHOD 4.2).
struct Marks: Equatable {
  /// t_create: first startup span or first submit.
  var firstCreation = Int64.max
  /// A_last: no submission comes after it.
  var lastSubmission = Int64.min
  /// E_last: every task has ended.
  var lastEnd = Int64.min

  mutating func see(_ task: TaskRecord) {
    firstCreation = min(firstCreation, task.submit)
    lastSubmission = max(lastSubmission, task.submit)
    lastEnd = max(lastEnd, task.end)
  }

  /// The marks of an empty run: all that is idle is `serial`.
  mutating func close(at makespan: Int64) {
    firstCreation = min(firstCreation, makespan)
    if lastEnd == Int64.min {
      lastSubmission = makespan
      lastEnd = makespan
    }
  }

  /// What an idle unit of capacity waits for, workers and queue aside.
  enum Phase {
    case before, handingOut, handedOut, after
  }

  func phase(at time: Int64) -> Phase {
    if time >= lastEnd { return .after }
    if time < firstCreation { return .before }
    return time < lastSubmission ? .handingOut : .handedOut
  }
}

struct LaneFacts {
  var id: LaneID
  var roles: LaneRoles
  /// Whether it belongs to the run and has an event inside the window.
  var isBorn = false
  /// Whether the trace holds any event of it, inside the window or not.
  var hasEvents = false
  var hasSlices = false
  var birth: Int64 = .max
  var ready: Int64 = 0
  var death: Int64 = .max
  var explicitBirth: Int64?
  var explicitReady: Int64?
  var firstBody = Int64.max
  /// Whether `task` spans lie on it (steps do not count).
  var carriesTasks = false
  /// Whether `step` spans lie on it.
  var carriesSteps = false
  /// The pool whose slot the lane is, or -1.
  var slotGroup: Int32 = -1
  /// The loop whose thread the lane is, or -1.
  var loopGroup: Int32 = -1
  var isCoordinator = false

  /// Whether it runs tasks for an executor, so that its readiness matters.
  var isExecutorThread: Bool { isBorn && (slotGroup >= 0 || loopGroup >= 0) }
}

/// A task body or an executor's phase on a lane.
struct PhaseSpan {
  var start: Int64
  var end: Int64
  var lane: Int32
  var category: Category
  /// The task of a body, or -1.
  var task: Int32
  /// CPU time the body says it took, or -1.
  var cpuTime: Int64
  /// Of a step, to find it by; else none.
  var name = NameTable.ID.none

  var isBody: Bool { category == .task || category == .step }

  /// What breaks ties between spans that start together and end together.
  var rank: UInt8 {
    switch category {
    case .task: 0
    case .step: 1
    case .teardown: 2
    case .startup: 3
    case .dispatch: 4
    default: 5
    }
  }
}

struct WaitSpan {
  var start: Int64
  var end: Int64
  var lane: Int32
  var reason: WaitReason
  /// Where the call stands in the program, for one that blocks an event loop; else none.
  var site = NameTable.ID.none
}

struct SchedulingSpan {
  var start: Int64
  var end: Int64
  var lane: Int32
  var state: LaneScheduling
}

/// What the scheduler did with a lane, with what the quota explains told apart.
enum LaneScheduling: UInt8 {
  case run, ready, block
  /// Ready, but stopped by the control group's CPU quota: estimated (METHOD section 3).
  case throttled

  init(_ state: SchedulingState) {
    switch state {
    case .run: self = .run
    case .ready: self = .ready
    case .block: self = .block
    }
  }
}

/// What a control group's quota withheld, as counted between two looks.
struct QuotaPoll {
  var start: Int64
  var end: Int64
  /// Nanoseconds without a CPU, over all CPUs.
  var amount: Int64
}

/// A wait of an async task, outside its steps.
struct TaskWait {
  var start: Int64
  var end: Int64
  var task: Int32
  var reason: WaitReason
}

/// The instants of one task, a ≤ p ≤ s ≤ e ≤ x ≤ z (METHOD section 2).
struct TaskRecord {
  var submit: Int64
  var pickup: Int64
  var start: Int64
  var end: Int64
  var sent: Int64
  var seen: Int64
  /// Where the body ran; for an async task the lane of its `b`; -1 when it never ran.
  var lane: Int32
  var name: NameTable.ID
  /// What matches it with the baseline's tasks.
  var key: NameTable.ID
  var isAsync: Bool
  var group: Int32 = -1
  /// The lanes of an async task's first and last steps, or -1.
  var stepLane: Int32 = -1
  var lastStepLane: Int32 = -1
  var isPickedUp = false

  var hasBody: Bool { lane >= 0 }
}

/// A pool, or a loop with the async tasks it carries.
struct GroupFacts {
  var kind: SlotGroup.Kind
  var name: String
  /// Slots declared for this group, or known from its lanes; a loop may have more.
  var slots: Int64
  /// Slot lanes of a pool, threads of a loop.
  var lanes: [Int32]
  var marks = Marks()
}
