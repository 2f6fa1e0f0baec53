package import TraceModel

/// What a thread that the kernel blocked was doing there.
///
/// The numbers are those of `stretto_call`, as far as system calls go.
package enum BlockingCall: UInt8, Hashable, Sendable, CaseIterable {
  case unknown
  case receive, send, connect, accept
  case read, write, sync
  case select, poll, epoll
  case sleep
  case futex
  case child
  case fileLock, semaphore
  case message, ring
  case open
  /// Code or data of a file that was not in memory.
  case fault
  /// A file system or disk, on behalf of any other call.
  case disk
}

/// Why a thread left its CPU, as a sample at that instant tells.
package struct Blocking: Hashable, Sendable {
  package var call: BlockingCall
  /// The first two arguments of the system call, where there is one.
  package var first: UInt64?
  package var second: UInt64?

  package init(call: BlockingCall, first: UInt64? = nil, second: UInt64? = nil) {
    self.call = call
    self.first = first
    self.second = second
  }

  /// The address of the futex that is waited for.
  var futex: UInt64? { call == .futex ? first : nil }

  /// The reason as TS1 names it, a GIL not told from any other lock; nil when it is not known.
  package var reason: WaitReason? {
    switch call {
    case .unknown: nil
    // Without descriptors they only sleep.
    case .select: first.map { UInt32(truncatingIfNeeded: $0) } == 0 ? .sleep : .io
    case .poll: second.map { UInt32(truncatingIfNeeded: $0) } == 0 ? .sleep : .io
    case .sleep: .sleep
    case .futex, .fileLock, .semaphore: .lock
    case .child: .join
    default: .io
    }
  }
}
