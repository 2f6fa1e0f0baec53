import Glibc

/// Closes events on a thread of its own, while others make the report: the kernel takes up to a
/// twentieth of a second to be rid of a tracepoint's.
///
/// `@unchecked Sendable`: whoever filled it hands it over and does not look back.
final class RingClosing: @unchecked Sendable {
  var rings: [PerfRing] = []

  /// Starts the thread; where the system refuses one, they are closed here.
  func start() {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(self)
    if unsafe pthread_create(&thread, nil, closingThreadMain, context.toOpaque()) == 0 {
      pthread_detach(thread)
    } else {
      unsafe context.release()
      rings = []
    }
  }
}

private func closingThreadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<RingClosing>.fromOpaque(context).takeRetainedValue().rings = []
  return nil
}
