import CThreadState

/// Passes the events of the worker processes on to the pool's tracer.
///
/// One thread for all workers, so that no feeder's work delays them. What a
/// worker sent before it died arrives; of a batch it was sending, the number of
/// events is counted as lost.
final class EventCollector: Sendable {
  private let tracer: Tracer
  private let poller: LoopPoller
  private let state = Guarded(State())
  private let thread = Monitor<SystemThread?>(nil)

  private struct State {
    /// What has come in of each worker's next batch.
    var buffers: [Int32: [UInt8]] = [:]
    var isClosing = false
  }

  init(tracer: Tracer) throws(ExecutorError) {
    self.tracer = tracer
    poller = try LoopPoller()
    let thread = try SystemThread(named: "events") { [self] in run() }
    self.thread.withLock { $0 = thread }
  }

  /// Reads this pipe until its worker has closed it, then closes it too.
  func collect(from pipe: PipeEnd) {
    state.withLock { $0.buffers[pipe.descriptor] = [] }
    _ = poller.watch(pipe.descriptor, read: true, write: false)
  }

  /// Waits until every worker has closed its pipe.
  func finish() {
    state.withLock { $0.isClosing = true }
    poller.wake()
    thread.withLock { $0.take() }?.join()
  }

  private func run() {
    while !state.withLock({ $0.isClosing && $0.buffers.isEmpty }) {
      for event in poller.wait(nanoseconds: -1) { read(PipeEnd(descriptor: event.descriptor)) }
    }
  }

  private func read(_ pipe: PipeEnd) {
    let more = pipe.readAvailable(256 << 10)
    var buffer = state.withLock { $0.buffers[pipe.descriptor] ?? [] }
    buffer += more
    let isBroken = forwardBatches(&buffer)
    guard !more.isEmpty, !isBroken else {
      countCut(buffer)
      state.withLock { _ = $0.buffers.removeValue(forKey: pipe.descriptor) }
      return pipe.close()
    }
    state.withLock { $0.buffers[pipe.descriptor] = buffer }
    _ = poller.watch(pipe.descriptor, read: true, write: false)
  }

  /// Passes on the whole batches and takes them out; true when the rest is not one of ours.
  private func forwardBatches(_ buffer: inout [UInt8]) -> Bool {
    var start = 0
    defer { buffer.removeFirst(start) }
    while buffer.count - start >= Frame.headerSize {
      let body = start + Frame.headerSize
      guard let (kind, size) = Frame.announced(by: Array(buffer[start..<body])), kind == .events
      else { return true }
      guard buffer.count - body >= size else { return false }
      guard let batch = try? EventBatch(payload: Array(buffer[body..<(body + size)])) else {
        return true
      }
      tracer.appendForwarded(batch.lines, lost: batch.lost)
      start = body + size
    }
    return false
  }

  /// Counts the events of a batch whose end never came.
  private func countCut(_ buffer: [UInt8]) {
    guard let batch = try? EventBatch(payload: Array(buffer.dropFirst(Frame.headerSize))) else {
      return
    }
    tracer.appendForwarded([], lost: batch.lost &+ batch.count)
  }
}
