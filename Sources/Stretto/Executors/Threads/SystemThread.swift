import CThreadState
import Glibc

/// A thread of our own.
///
/// Whoever started it either joins it once or lets go of it.
struct SystemThread: Sendable {
  private let handle: pthread_t

  /// Starts a thread; the name shows in `top -H` and in debuggers (15 bytes of it).
  init(named name: String, _ body: @escaping @Sendable () -> Void) throws(ExecutorError) {
    let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var handle = pthread_t()
    let result = unsafe pthread_create(&handle, nil, runThread, start.toOpaque())
    guard result == 0 else {
      unsafe start.release()
      throw ExecutorError(
        .cannotStart,
        "Thread \"\(name)\" could not be started (\(errorText(result))): "
          + "ask for fewer threads or raise the limits.")
    }
    self.handle = handle
  }

  /// Blocks until the thread has ended.
  func join() { _ = pthread_join(handle, nil) }

  /// Lets the thread end by itself.
  func detach() { _ = pthread_detach(handle) }
}

/// What a new thread is to run.
private final class ThreadStart: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

/// The C entry point: a free function, so that it inherits no actor's isolation.
private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument = unsafe argument else { return nil }
  let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
  _ = unsafe stretto_thread_set_name(String(decoding: start.name.utf8.prefix(15), as: UTF8.self))
  start.body()
  return nil
}

/// The system's own words for an error number, in lower case.
func errorText(_ number: Int32) -> String {
  guard let text = unsafe strerror(number) else { return "error \(number)" }
  return unsafe String(cString: text).lowercased()
}
