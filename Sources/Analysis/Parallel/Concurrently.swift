@preconcurrency import Glibc
import Synchronization

/// Does pieces of work at once, each on a thread of its own, and waits for all.
///
/// The analysis is one synchronous call, so these are plain threads: they live
/// only inside it and share nothing but what they return. A thread that the
/// system refuses is no failure: its piece is done here.
///
/// - Parameter pieces: The first is done on the calling thread.
/// - Returns: What each gave, in their order.
func concurrently<Value: Sendable>(_ pieces: [@Sendable () -> Value]) -> [Value] {
  let jobs = pieces.map { Job($0) }
  let threads = jobs.dropFirst().map { start($0) }
  jobs.first?.run()
  for (job, thread) in zip(jobs.dropFirst(), threads) {
    if let thread { pthread_join(thread, nil) } else { job.run() }
  }
  return jobs.compactMap(\.value)
}

/// How many threads make sense: one for each core there is, at most eight.
var usefulThreads: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 8) }

/// A piece of work and what came of it.
private class AnyJob: @unchecked Sendable {
  func run() {}
}

private final class Job<Value: Sendable>: AnyJob, @unchecked Sendable {
  private let work: @Sendable () -> Value
  private let result = Mutex<Value?>(nil)

  init(_ work: @escaping @Sendable () -> Value) { self.work = work }

  override func run() {
    let value = work()
    result.withLock { $0 = value }
  }

  var value: Value? { result.withLock { $0 } }
}

private func start(_ job: AnyJob) -> pthread_t? {
  var thread = pthread_t()
  let handed = Unmanaged.passRetained(job)
  let status = pthread_create(&thread, nil, perform, handed.toOpaque())
  if status == 0 { return thread }
  handed.release()
  return nil
}

/// A free function, so that it belongs to no actor.
private func perform(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<AnyJob>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}
