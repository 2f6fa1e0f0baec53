import CThreadState
import Synchronization

/// All rings of one tracer: hands them to threads, and again to others later.
///
/// A thread meets the lock once, at its first event.
final class RingRegistry: Sendable {
  /// The tracer's number in the threads' state.
  let owner: UInt64
  private let process: Int64
  private let limits: RingLimits
  private let state = Guarded(State())
  /// Events of threads that got no ring.
  private let refusedEvents = Atomic<Int>(0)

  private struct State {
    var arrivals: [RingHandle] = []
    /// Drained rings whose threads have ended, largest last.
    var free: [RingHandle] = []
    var all: [RingHandle] = []
    /// Events dropped in rings that were given back.
    var dropped = 0
    var isFinished = false
  }

  init(owner: UInt64, process: Int64, limits: RingLimits) {
    self.owner = owner
    self.process = process
    self.limits = limits
  }

  /// Events dropped so far: in full rings, and of threads that got no ring.
  var dropped: Int {
    let inRings = state.withLock { state in
      state.all.reduce(state.dropped) { $0 + $1.dropped }
    }
    return inRings + refusedEvents.load(ordering: .relaxed)
  }

  var ringCount: Int { state.withLock { $0.all.count } }

  /// The calling thread's ring, attached now if need be; nil when there is none
  /// left, and then one event is counted as lost.
  func ringOfThisThread() -> RingHandle? {
    if let ring = RingHandle.ofThisThread(owner: owner) { return ring }
    let thread = stretto_thread_number()
    if let ring = take(for: thread) {
      if ring.attach(owner: owner) { return ring }
      ring.close()
    }
    refusedEvents.add(1, ordering: .relaxed)
    return nil
  }

  /// A free ring, the largest first, or a new one within the limits.
  private func take(for thread: Int64) -> RingHandle? {
    state.withLock { state in
      guard !state.isFinished,
        let ring = state.free.popLast() ?? map(after: &state.all)
      else { return nil }
      ring.adopt(process: process, thread: thread)
      state.arrivals.append(ring)
      return ring
    }
  }

  private func map(after all: inout [RingHandle]) -> RingHandle? {
    guard let size = limits.size(after: all.count), let ring = RingHandle.map(size) else {
      return nil
    }
    all.append(ring)
    return ring
  }

  /// The rings handed out since the last call.
  func takeArrivals() -> [RingHandle] {
    state.withLock { state in
      defer { state.arrivals = [] }
      return state.arrivals
    }
  }

  /// Takes back a ring that is closed and drained.
  func recycle(_ ring: RingHandle) {
    state.withLock { state in
      state.dropped += ring.takeDropped()
      let place = state.free.firstIndex { $0.capacity >= ring.capacity } ?? state.free.endIndex
      state.free.insert(ring, at: place)
    }
  }

  /// Gives up all rings; threads still alive unmap theirs later.
  func orphanAll() {
    state.withLock { state in
      let dropped = state.all.reduce(state.dropped) { $0 + $1.dropped }
      for ring in state.all { ring.orphan() }
      state = State(dropped: dropped, isFinished: true)
    }
  }
}
