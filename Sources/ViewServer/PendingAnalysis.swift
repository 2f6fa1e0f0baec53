import Dispatch
import NIOCore
import Synchronization

/// The analysis that the page asks for: made once, beside the answering, for all requests.
final class PendingAnalysis: Sendable {
  private enum State {
    case pending([CheckedContinuation<ByteBuffer?, Never>])
    case done(ByteBuffer?)
  }

  private let state = Mutex(State.pending([]))
  private let task = Mutex<Task<Void, Never>?>(nil)
  private let thread = OwnThread()

  /// Starts `make`; what it throws becomes the document's `error`.
  init(_ make: @escaping @Sendable () async throws -> [UInt8]) {
    let work = Task(executorPreference: thread) { [self] in
      do {
        finish(ByteBuffer(bytes: try await make()))
      } catch {
        finish(PendingAnalysis.failure("\(error)"))
      }
    }
    task.withLock { $0 = work }
  }

  /// The document, awaited until it is made; nil when it never will be.
  func document() async -> ByteBuffer? {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> ByteBuffer?? in
        switch state {
        case .pending(let waiting):
          state = .pending(waiting + [continuation])
          return .none
        case .done(let document): return .some(document)
        }
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// Asks the work to end and lets go of everybody who waits, whether it ends or not.
  func cancel() {
    task.withLock { $0?.cancel() }
    finish(nil)
  }

  private func finish(_ document: ByteBuffer?) {
    let waiting = state.withLock { state -> [CheckedContinuation<ByteBuffer?, Never>] in
      guard case .pending(let waiting) = state else { return [] }
      state = .done(document)
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: document) }
  }

  private static func failure(_ sentence: String) -> ByteBuffer {
    ByteBuffer(string: #"{"schema":"stretto.view/1","error":\#(JSONText.quoted(sentence))}"#)
  }
}

/// Runs the analysis outside Swift's shared threads, which answer the requests meanwhile: on a
/// machine with one core there is one of them.
private final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "stretto.analysis")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
