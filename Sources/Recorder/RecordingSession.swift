import CPerf
import Glibc
import TraceFile
import TraceModel

/// The time between the command's start and its end: drains the kernel's rings,
/// passes signals on, and waits.
struct RecordingSession {
  /// Milliseconds between two drains at most.
  private static let pace: Int32 = 100
  /// How long processes that outlive the command are given to end.
  private static let grace: Int64 = 250_000_000

  private let program: StartedProgram
  private let relay: SignalRelay
  private let duration: Int64?
  private var perf: PerfSession?
  private(set) var refusal: PerfError?
  private(set) var timeline = Timeline()
  private let start: Int64
  private(set) var end: Int64 = 0
  private(set) var isStopped = false
  private var lastFlush: Int64
  private let cores: Int
  private var isMarked = false

  init(program: StartedProgram, relay: SignalRelay, options: RecorderOptions) {
    self.program = program
    self.relay = relay
    duration = options.duration.map { duration in
      let (seconds, attoseconds) = duration.components
      return Int64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000).partialValue
        + attoseconds / 1_000_000_000
    }
    do throws(PerfError) {
      perf = try PerfSession(process: program.process)
    } catch {
      refusal = error
    }
    cores = options.cores
    start = Clock.monotonic
    lastFlush = start
  }

  /// Returns when the command has ended or the time is over.
  mutating func run(into sink: inout TraceSink, observe: (RecordingProgress) -> Void) {
    while !program.hasEnded() {
      let now = Clock.monotonic
      if let duration, now - start >= duration {
        isStopped = true
        break
      }
      drain(into: &sink, now: now)
      observe(progress(now))
      wait(milliseconds: Self.pace)
    }
    end = program.ending?.time ?? Clock.monotonic
    // From here on Ctrl-C ends the tool; what is in the file stays readable.
    if program.ending != nil { relay.stop() }
    perf?.stopReading()
    if !isStopped { awaitStragglers(into: &sink) }
    drain(into: &sink, now: Clock.monotonic, isLast: true)
    let last = max(end, Clock.monotonic)
    timeline.finish(at: last) { sink.append($0) }
    sink.flush()
  }

  /// Waits for the command once the recording is over, and passes signals on.
  func awaitCommand() {
    while !program.hasEnded() { wait(milliseconds: 1000) }
  }

  private mutating func awaitStragglers(into sink: inout TraceSink) {
    let limit = Clock.monotonic + Self.grace
    repeat {
      drain(into: &sink, now: Clock.monotonic)
      // The first drain does not tell yet: its newest records wait for the next.
      drain(into: &sink, now: Clock.monotonic)
      guard perf != nil, timeline.liveThreadCount > 0 else { return }
      wait(milliseconds: 10)
    } while Clock.monotonic < limit
  }

  private mutating func drain(into sink: inout TraceSink, now: Int64, isLast: Bool = false) {
    if let perf {
      for record in perf.drain(isLast: isLast) {
        timeline.feed(record) { sink.append($0) }
      }
    }
    markStart(&sink)
    guard now - lastFlush >= Int64(Self.pace) * 1_000_000 else { return }
    lastFlush = now
    sink.flush()
  }

  /// Tells a reader of a cut trace that there was a run, and where.
  private mutating func markStart(_ sink: inout TraceSink) {
    guard !isMarked, let time = perf == nil ? start : timeline.start else { return }
    isMarked = true
    let run = RunArguments(model: .mixed, cores: cores)
    sink.encoder.instant(
      "run", Category.run.word, on: LaneID(program.process, program.process),
      at: Nanoseconds(time), arguments: EventArguments(run: run))
  }

  private func progress(_ now: Int64) -> RecordingProgress {
    RecordingProgress(
      elapsed: .nanoseconds(now - start), processes: timeline.processes.count,
      threads: timeline.liveThreadCount, slices: timeline.sliceCount)
  }

  /// Sleeps until something happens.
  private func wait(milliseconds: Int32) {
    var entries = [pollfd(fd: relay.descriptor, events: Int16(POLLIN), revents: 0)]
    entries.append(pollfd(fd: program.endDescriptor, events: Int16(POLLIN), revents: 0))
    // Without a pidfd (before Linux 5.3) the end is seen a little later.
    let pace = program.endDescriptor < 0 ? min(milliseconds, 20) : milliseconds
    guard unsafe poll(&entries, nfds_t(entries.count), pace) > 0 else { return }
    guard entries[0].revents != 0 else { return }
    for signal in relay.take() { program.send(signal) }
  }
}

extension RecordingSession {
  /// Puts together what was learned.
  func result(
    agents: AgentFolder, relay: SignalRelay, origin: Int64, realtime: Int64
  ) -> RecordingResult {
    let main = timeline.threads.first { $0.thread == program.process }
    let isCut = isStopped || main?.death == nil
    let start = timeline.start ?? self.start
    let facts = RecordedFacts(
      command: program.process, start: start, end: max(start, isCut ? end : main?.death ?? end),
      threads: timeline.threads, processes: timeline.processes, agents: agents.read(),
      hasTimeline: perf != nil && !timeline.processes.isEmpty)
    return RecordingResult(
      facts: facts, program: program, session: self, agents: agents, origin: origin,
      realtime: realtime)
  }

  /// Records that were not understood, or came too late to be in order.
  var doubtful: Int { timeline.anomalies + (perf?.malformed ?? 0) + (perf?.late ?? 0) }
}
