import Glibc
import TraceFile
import TraceModel

/// Empties the rings into the output; used by the drain's thread only.
struct Drain: ~Copyable {
  private let rings: RingRegistry
  let journal: RunJournal
  private let policy: DrainPolicy
  private let process: Int64
  var translator: EventTranslator
  private var output: DrainOutput
  private var readers: [RingReader] = []
  private var lastFlush: Nanoseconds
  /// Lost in worker processes, or on the way from them.
  private var lost = 0
  /// Events sent to the output.
  private var written = 0
  let epoch: Int64

  /// So many events are encoded before they go to the output.
  private static let batch = 4_096

  init(_ core: TracerCore.Parts, output: consuming DrainOutput) {
    rings = core.rings
    journal = core.journal
    policy = core.policy
    process = core.process
    translator = EventTranslator(origin: core.origin)
    self.output = output
    lastFlush = core.origin.time
    epoch = SystemFacts.realtime(at: core.origin.time)
    translator.describeProcess(process, name: SystemFacts.programName)
  }

  /// One round over all rings; returns how full the fullest was, 0…1.
  mutating func drain() -> Double {
    // The journal before the rings: what a lane recorded inside a run that ends here is then known.
    let entries = journal.take()
    readers += rings.takeArrivals().map { RingReader($0, process: process) }
    var fullest = 0.0
    var isIdle = true
    for reader in readers {
      fullest = max(fullest, reader.look())
      if reader.position < reader.limit { isIdle = false }
    }
    if !isIdle || !entries.runs.isEmpty { translator.append(.now()) }
    for run in entries.runs where run.end == nil { translator.encode(run) }
    for reader in readers { drain(reader) }
    for run in entries.runs where run.end != nil { translator.encode(run) }
    write()
    for lines in entries.forwarded { output.append(lines, events: RunJournal.events(in: lines)) }
    lost += entries.forwardedLost
    flush(ClockAnchor.now().time)
    recycle()
    journal.note(lost: lost + output.lost)
    output.report(lost: eventsLost)
    return fullest
  }

  private mutating func drain(_ reader: RingReader) {
    var count = 0
    while let event = reader.next() {
      translator.encode(event, of: reader)
      count += 1
      guard count % Drain.batch == 0 else { continue }
      reader.giveBack()
      write()
      let now = ClockAnchor.now().time
      if now - lastFlush >= policy.flushInterval { flush(now) }
    }
    reader.giveBack()
    translator.nameIfUnnamed(reader)
  }

  /// Sends what is encoded to the output.
  private mutating func write() {
    let events = translator.eventCount - written
    guard events > 0 else { return }
    written = translator.eventCount
    output.append(translator.takeLines(), events: events)
  }

  private mutating func flush(_ now: Nanoseconds) {
    output.flush()
    lastFlush = now
  }

  /// Gives the rings of ended threads back, their drops counted.
  private mutating func recycle() {
    for reader in readers where reader.isDone { rings.recycle(reader.ring) }
    readers.removeAll { $0.isDone }
  }

  /// The last round, the metadata and the end of the file; returns the first failure.
  consuming func finish() -> TracerError? {
    _ = drain()
    translator.close(at: .now())
    write()
    journal.note(lost: lost + output.lost)
    let lost = eventsLost
    let members = [metadata(lost: lost).member(), clockMember]
    rings.orphanAll()
    output.report(lost: lost)
    return output.seal(members)
  }

  /// Everything that was recorded and is not in the file.
  private var eventsLost: Int { rings.dropped + lost + output.lost }
}
