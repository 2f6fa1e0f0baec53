/// What happened to an interpreter's lock: a record of `Sources/Agents/C/Preload/gil_ring.h`.
struct GILRecord: Hashable, Sendable {
  enum Event: UInt32, Sendable, CaseIterable {
    case wait = 1
    case acquire, release, switched, lost
  }

  var time: Int64
  var thread: Int32
  var event: Event

  init(time: Int64, thread: Int32, event: Event) {
    self.time = time
    self.thread = thread
    self.event = event
  }

  /// Nil when the numbers make no sense.
  init?(time: UInt64, thread: UInt32, event: UInt32) {
    guard let time = Int64(exactly: time), let thread = Int32(exactly: thread), thread > 0,
      let event = Event(rawValue: event)
    else { return nil }
    self.init(time: time, thread: thread, event: event)
  }
}
