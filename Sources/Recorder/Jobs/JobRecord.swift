/// What became of an async task of Swift: a record of `Sources/Agents/C/Preload/job_ring.h`.
struct JobRecord: Hashable, Sendable {
  enum Event: UInt8, Sendable, CaseIterable {
    /// It was given to an executor; `value` is what its function captured first, or 0.
    case ready = 1
    /// A step begins; `value` is the task's function in its first one, else 0.
    case start
    /// The step ends, the task goes on later; `value` is the place in the runtime's code.
    case suspend
    /// The step ends, and the task with it.
    case end
    /// The task asked to be woken when a time has come; `value` is the task made for that.
    case delay
  }

  /// ns of CLOCK_MONOTONIC.
  var time: Int64
  var task: UInt64
  var value: UInt64
  var thread: Int32
  var event: Event

  init(_ event: Event, task: UInt64, value: UInt64 = 0, thread: Int32, time: Int64) {
    self.time = time
    self.task = task
    self.value = value
    self.thread = thread
    self.event = event
  }

  /// Nil when the numbers make no sense.
  init?(time: UInt64, task: UInt64, value: UInt64, thread: UInt32, event: UInt8) {
    guard let time = Int64(exactly: time), let thread = Int32(exactly: thread), thread > 0,
      let event = Event(rawValue: event)
    else { return nil }
    self.init(event, task: task, value: value, thread: thread, time: time)
  }
}
