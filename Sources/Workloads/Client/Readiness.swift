package import Stretto

/// What a non-blocking client awaits: a descriptor that is ready.
package protocol Readiness: Sendable {
  func untilReadable(_ descriptor: Int32) async throws
  func untilWritable(_ descriptor: Int32) async throws
}

extension EventLoop: Readiness {}
