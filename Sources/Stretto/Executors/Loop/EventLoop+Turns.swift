import CThreadState

extension EventLoop {
  /// The loop's thread: jobs, due timers and ready descriptors until it is stopped.
  func run() {
    var jobs = RingQueue<QueuedJob>()
    while true {
      switch state.withLock({ $0.nextTurn(taking: &jobs) }) {
      case .wake(let sleeper):
        sleeper.settle(.success(()))
      case .run(let isWatching):
        runAll(&jobs)
        if isWatching { wakeReady(poller.wait(nanoseconds: 0)) }
      case .wait(let nanoseconds):
        let events = poller.wait(nanoseconds: nanoseconds)
        state.withLock { $0.isAsleep = false }
        wakeReady(events)
      case .stop:
        return
      }
    }
  }

  private func runAll(_ jobs: inout RingQueue<QueuedJob>) {
    let executor = unsafe asUnownedTaskExecutor()
    while let next = jobs.popFirst() {
      if let tracer {
        StepRecorder(tracer: tracer).step(next) {
          unsafe $0.runSynchronously(on: executor)
        }
      } else {
        unsafe next.job.runSynchronously(on: executor)
      }
    }
  }

  private func wakeReady(_ events: [stretto_ready]) {
    for event in events {
      let ready = state.withLock { take($0.interests[event.descriptor], event, from: &$0) }
      for waiter in ready { waiter.settle(.success(())) }
    }
  }

  /// Takes who waited for this event, and watches on for who did not.
  private func take(
    _ interest: LoopState.Interest?, _ event: stretto_ready, from state: inout LoopState
  ) -> [Wakeable] {
    guard var interest else { return [] }
    var ready: [Wakeable] = []
    if event.readable, let reader = interest.reader.take() { ready.append(reader) }
    if event.writable, let writer = interest.writer.take() { ready.append(writer) }
    state.keep(interest, for: event.descriptor)
    if interest.reader != nil || interest.writer != nil {
      _ = poller.watch(
        event.descriptor, read: interest.reader != nil, write: interest.writer != nil)
    }
    return ready
  }
}

extension LoopState {
  /// Stores an interest; an empty one is removed.
  mutating func keep(_ interest: Interest, for descriptor: Int32) {
    let isEmpty = interest.reader == nil && interest.writer == nil
    interests[descriptor] = isEmpty ? nil : interest
  }
}
