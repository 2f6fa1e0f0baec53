import CClock
import CThreadState
import Glibc
import Synchronization
import TraceFile
import TraceModel

/// What a tracer owns, apart from its switch: rings, journal, numbers, the drain.
final class TracerCore: Sendable {
  /// What the drain needs of it.
  struct Parts: Sendable {
    let rings: RingRegistry
    let journal: RunJournal
    let origin: ClockAnchor
    let process: Int64
    let policy: DrainPolicy
  }

  let parts: Parts
  let taskNumbers: Atomic<UInt32>
  let flowNumbers: Atomic<UInt64>
  /// For the program's async spans: above all task numbers, unique in the process.
  let asyncNumbers = Atomic<UInt64>(1 << 33)
  private let drain: Guarded<DrainThread?>
  private let finished = Atomic<Bool>(false)

  var rings: RingRegistry { parts.rings }
  var journal: RunJournal { parts.journal }
  var isFinished: Bool { finished.load(ordering: .relaxed) }

  private static let lastIdentity = Atomic<UInt64>(0)

  init(_ configuration: TracerConfiguration) throws(TracerError) {
    _ = stretto_clock_prepare()
    let process = Int64(getpid())
    let identity = TracerCore.lastIdentity.add(1, ordering: .relaxed).newValue
    parts = Parts(
      rings: RingRegistry(owner: identity, process: process, limits: configuration.limits),
      journal: RunJournal(round: configuration.round), origin: configuration.origin,
      process: process, policy: configuration.policy)
    let numbers = configuration.firstNumbers(process: process)
    taskNumbers = Atomic(numbers.task)
    flowNumbers = Atomic(numbers.flow)
    let output = try DrainOutput(configuration.destination)
    guard let thread = DrainThread(Drain(parts, output: output), policy: parts.policy) else {
      throw TracerError(
        .cannotStart, path: configuration.path,
        description:
          "The system refused a thread to write the trace; raise the limit on processes (ulimit -u) or run without a tracer."
      )
    }
    drain = Guarded(thread)
    if case .file(let path, _) = configuration.destination { announce(path) }
  }

  /// Tells the recorder that watches this program, where there is one, of the trace.
  private func announce(_ path: String) {
    guard let folder = unsafe stretto_secure_variable(TraceAnnouncement.variable) else { return }
    TraceAnnouncement(ofTrace: path, origin: parts.origin.time)?
      .publish(in: unsafe String(cString: folder))
  }

  /// Ends the drain once; in a forked child, which has no drain, does nothing.
  func finish() throws(TracerError) {
    guard Int64(getpid()) == parts.process else { return }
    finished.store(true, ordering: .relaxed)
    guard let thread = drain.withLock({ $0.take() }) else { return }
    if let failure = thread.finish() { throw failure }
  }
}

extension TracerConfiguration {
  /// The trace's zero: now, or what the parent process says.
  var origin: ClockAnchor {
    switch destination {
    case .file: .now()
    case .sink(_, let origin): origin
    }
  }

  var path: String {
    switch destination {
    case .file(let path, _): path
    case .sink: ""
    }
  }

  /// Where task and arrow numbers start: a worker process has blocks of its own.
  func firstNumbers(process: Int64) -> (task: UInt32, flow: UInt64) {
    switch destination {
    case .file: (1, 1)
    case .sink:
      (1 << 31 | UInt32(truncatingIfNeeded: process & 0xffff) << 15, UInt64(process) << 30)
    }
  }
}
