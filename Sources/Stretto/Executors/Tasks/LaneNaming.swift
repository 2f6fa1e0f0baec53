import CThreadState
import Synchronization
import TraceModel

/// Names the lanes of threads that an executor did not start itself, each at
/// its first task or step.
final class LaneNaming: Sendable {
  /// Unlike an address, never used again.
  private let identity = LaneNaming.made.add(1, ordering: .relaxed).newValue
  private let name: String
  private let roles: LaneRoles
  /// The kernel's numbers of the threads met.
  private let threads = Guarded<Set<Int64>>([])

  private static let made = Atomic<Int>(0)

  init(_ name: String, roles: LaneRoles) {
    self.name = name
    self.roles = roles
  }

  /// About 5 ns when the thread worked for this executor last.
  func announceThread(to tracer: Tracer) {
    let context = StepContext.ofThisThread
    guard context.announced != identity else { return }
    context.announced = identity
    let thread = stretto_thread_number()
    let (isNew, count) = threads.withLock { ($0.insert(thread).inserted, $0.count) }
    if isNew { tracer.nameLane("\(name) \(count)", roles: roles) }
  }
}
