import TraceModel

/// What became of the async tasks of a recording's Swift programs.
struct JobRecords: Sendable {
  /// By their starts; a process that executes another Swift program appears twice.
  var processes: [JobProcess] = []
  /// Files that made no sense.
  var unreadable = 0
  /// Records that were not written, not kept or not understood.
  var lost = 0
  /// Processes whose tasks are left out, since these programs trace their own.
  private(set) var leftOut = 0

  init() {}

  /// What a program says of its tasks counts: the same work is not told of twice.
  mutating func leaveOut(_ tellers: Set<Int32>) {
    let kept = processes.filter { !tellers.contains($0.process) }
    leftOut += processes.count - kept.count
    processes = kept
  }

  var hasTasks: Bool { processes.contains { !$0.tasks.isEmpty } }
}

/// The async tasks of one Swift program.
struct JobProcess: Sendable {
  var process: Int32
  /// When its first task was seen: ns of CLOCK_MONOTONIC.
  var start: Int64
  /// In the order in which they were met.
  var tasks: [JobTask] = []
  /// In the order of their starts, the longer first.
  var steps: [JobStep] = []

  /// The task that the program itself is.
  var main: Int? { tasks.firstIndex(where: \.isMain) }

  /// Whether a task counts as one: the program's own only hands out the others, where there are.
  func isCounted(_ task: Int) -> Bool { !tasks[task].isMain || tasks.count == 1 }
}

/// One async task; nothing tells the end of one that was still suspended.
struct JobTask: Sendable, Hashable {
  /// As the source calls its function; empty where that has no name.
  var name = ""
  /// When it was made, or first seen.
  var created: Int64
  /// Who made it, and when; nil for one that was not seen being made.
  var maker: Int32?
  var end: Int64?
  var isMain = false
}

/// One uninterrupted run of a task.
struct JobStep: Sendable, Hashable {
  /// Which of the process's tasks.
  var task: Int
  var thread: Int32
  var start: Int64
  /// Nil when the process ended, or the records do, in the middle of it.
  var end: Int64?
  /// Why the task waits after it; nil where it is ready again at once, or has ended.
  var wait: WaitReason?
  /// When that wait is over; nil when it never is.
  var ready: Int64?
  var isFirst = false
  /// What let it begin: the step that woke the task, or the task's own before; nil in the first.
  var cause: Cause?

  struct Cause: Sendable, Hashable {
    var thread: Int32
    var time: Int64
  }
}
