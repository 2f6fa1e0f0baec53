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
  /// How long the record of the command's end is waited for.
  private static let patience: Int64 = 1_000_000_000

  private let program: StartedProgram
  private let signals: SignalPassing
  private let duration: Int64?
  private var perf: PerfSession?
  private(set) var refusal: PerfError?
  /// In place of the kernel's events, where it refuses them.
  private var sampler: ScheduleSampler?
  /// In place of the kernel's reasons, where it tells none.
  private var lookup: ReasonLookup?
  private(set) var timeline = Timeline()
  /// What Pythons tell of their interpreter locks.
  var locks: GILRings?
  /// What programs that trace themselves announce.
  var traces: AnnouncedTraces?
  /// What Swift programs tell of their async tasks.
  var jobs: JobRings?
  private(set) var stacks = StackSamples()
  private var quota: QuotaPolls
  private let start: Int64
  private(set) var end: Int64 = 0
  /// Why the recording ended before the program; nil when it did not.
  private(set) var cut: RecordingCut?
  private let waitsForAll: Bool
  private var lastFlush: Int64
  private let cores: Int
  private var isMarked = false

  init(program: StartedProgram, relay: SignalRelay, options: RecorderOptions) {
    self.program = program
    signals = SignalPassing(relay, to: program)
    waitsForAll = options.waitsForAll
    duration = options.duration.map { duration in
      let (seconds, attoseconds) = duration.components
      return Int64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000).partialValue
        + attoseconds / 1_000_000_000
    }
    do throws(PerfError) {
      perf = try PerfSession(
        process: program.process, sampling: options.sampling, explainsBlocking: !options.isLight,
        systemWideFrom: options.systemWideFrom, memory: options.memory)
    } catch {
      refusal = error
      sampler = ScheduleSampler(process: program.process)
    }
    if let perf, !options.isLight, !perf.abilities.hasReasons { lookup = ReasonLookup() }
    cores = options.cores
    start = Clock.monotonic
    quota = QuotaPolls(process: program.process, file: options.quotaStatistics, at: start)
    lastFlush = start
  }

  /// Returns when the command has ended or the time is over.
  mutating func run(into sink: inout TraceSink, observe: (RecordingProgress) -> Void) {
    while !program.hasEnded() {
      let now = Clock.monotonic
      cut = reasonToEnd(now)
      guard cut == nil else { break }
      drain(into: &sink, now: now)
      observe(progress(now))
      wait(milliseconds: Self.pace)
    }
    if waitsForAll, cut == nil { awaitAll(into: &sink, observe: observe) }
    end = waitsForAll ? Clock.monotonic : program.ending?.time ?? Clock.monotonic
    // From here on Ctrl-C ends the tool; what is in the file stays readable.
    if program.ending != nil || cut == .interrupt { signals.stop() }
    perf?.stopReading()
    for record in program.ending.flatMap({ sampler?.finish(at: $0.time) }) ?? [] {
      timeline.feed(record) { sink.append($0) }
    }
    if cut == nil { awaitStragglers(into: &sink) }
    drain(into: &sink, now: Clock.monotonic, isLast: true)
    perf?.close()
    let last = max(end, Clock.monotonic)
    timeline.finish(at: last) { sink.append($0) }
    sink.flush()
  }

  /// Waits for the command once the recording is over, and passes signals on.
  ///
  /// - Returns: Whether it ended; false where the user would not wait.
  func awaitCommand() -> Bool {
    while !program.hasEnded() {
      if signals.isGivenUp { return false }
      wait(milliseconds: 1000)
    }
    return true
  }

  private func reasonToEnd(_ now: Int64) -> RecordingCut? {
    if signals.isGivenUp { return .interrupt }
    if let duration, now - start >= duration { return .duration }
    return nil
  }

  /// Goes on until every process that the command left behind has ended too.
  private mutating func awaitAll(
    into sink: inout TraceSink, observe: (RecordingProgress) -> Void
  ) {
    let limit = Clock.monotonic + Self.patience
    while perf != nil || sampler != nil {
      let now = Clock.monotonic
      drain(into: &sink, now: now)
      // Records come a little later; that of the command's own end may be among the lost.
      let knowsOfEnd = timeline.processes[program.process]?.death != nil || now > limit
      if knowsOfEnd, timeline.liveThreadCount == 0 { return }
      cut = reasonToEnd(now)
      guard cut == nil else { return }
      var progress = progress(now)
      progress.isCommandOver = true
      observe(progress)
      wait(milliseconds: Self.pace)
    }
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
      perf.add(lookup?.look(at: timeline.liveThreads) ?? [])
      for record in perf.drain(isLast: isLast) {
        timeline.feed(record) { sink.append($0) }
        stacks.feed(record)
      }
    }
    for record in sampler?.look(at: now, isLast: isLast) ?? [] {
      timeline.feed(record) { sink.append($0) }
    }
    locks?.drain()
    traces?.look()
    quota.look(at: now, isLast: isLast)
    jobs?.drain()
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
      threads: timeline.liveThreadCount, slices: timeline.sliceCount,
      events: timeline.recordCount, lost: timeline.lost)
  }

  /// Sleeps until something happens.
  private func wait(milliseconds: Int32) {
    var entries = [pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)]
    let end = program.ending == nil ? program.endDescriptor : -1
    entries.append(pollfd(fd: end, events: Int16(POLLIN), revents: 0))
    entries.append(pollfd(fd: traces?.alarm ?? -1, events: Int16(POLLIN), revents: 0))
    // Without a pidfd (before Linux 5.3) the end is seen a little later.
    var pace = program.endDescriptor < 0 ? min(milliseconds, 20) : milliseconds
    if let due = quota.wait(at: Clock.monotonic) { pace = min(pace, due) }
    if let sampler { pace = min(pace, sampler.wait(at: Clock.monotonic)) }
    guard unsafe poll(&entries, nfds_t(entries.count), pace) > 0 else { return }
    guard entries[0].revents != 0 else { return }
    signals.passOn { timeline.processes[$0] != nil }
  }
}

extension RecordingSession {
  /// Puts together what was learned.
  func result(
    agents: AgentFolder, relay: SignalRelay, origin: Int64, realtime: Int64,
    file: String
  ) -> RecordingResult {
    let main = timeline.threads.first { $0.thread == program.process }
    let isCut = cut != nil || main?.death == nil
    let start = timeline.start ?? self.start
    let last = waitsForAll ? timeline.threads.compactMap(\.death).max() : main?.death
    var (locks, jobs) = (locks, jobs)
    let facts = RecordedFacts(
      command: program.process, start: start, end: max(start, isCut ? end : last ?? end),
      threads: timeline.threads, processes: timeline.processes, agents: agents.read(),
      hasTimeline: !timeline.processes.isEmpty,
      hasAllProcesses: perf != nil && timeline.lost == 0 && !timeline.processes.isEmpty,
      locks: locks?.finish() ?? GILRecords(), quotaPolls: quota.polls,
      jobs: jobs?.finish() ?? JobRecords())
    return RecordingResult(
      facts: facts, program: program, session: self, agents: agents, origin: origin,
      realtime: realtime, staticSwift: StaticSwift.programs(command: file, stacks.files))
  }

  /// Nanoseconds between two looks at the threads at most; nil where the kernel told of every
  /// switch.
  var samplingGap: Int64? { sampler.map { max($0.longest, ScheduleSampler.pace) } }

  /// Whether the kernel told of every end: no process of the program is left.
  var hasSeenAllEnd: Bool {
    cut == nil && perf != nil && timeline.lost == 0 && timeline.liveThreadCount == 0
  }

  /// What was sampled: as asked for, or less, where the kernel allowed no more.
  var sampling: PerfSampling { perf?.sampling ?? .none }

  /// What a CPU quota did since the start; nil where it did nothing.
  var stops: QuotaStops? { quota.stops }

  /// What the kernel told of blocked threads; nil where there is no timeline.
  var abilities: BlockingAbilities? {
    guard var abilities = perf?.abilities else { return nil }
    // An event that opens may stay silent.
    if abilities.hasReasons, timeline.explained == 0, timeline.blocked > 10_000_000 {
      abilities.hasReasons = false
      abilities.refusal = ENODATA
    }
    return abilities
  }

  /// Records that were not understood, or came too late to be in order.
  var doubtful: Int { timeline.anomalies + (perf?.malformed ?? 0) + (perf?.late ?? 0) }
}
