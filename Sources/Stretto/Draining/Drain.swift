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

  private var lastCollection: Nanoseconds

  /// So many events are encoded before they go to the output.
  private static let batch = 1_024
  /// Records copied and not yet encoded, over all lanes: 64 MiB.
  ///
  /// Beyond that they stay in the rings, which then overflow and count.
  private static let largestBacklog = 2 << 20

  init(_ core: TracerCore.Parts, output: consuming DrainOutput) {
    rings = core.rings
    journal = core.journal
    policy = core.policy
    process = core.process
    translator = EventTranslator(origin: core.origin)
    self.output = output
    lastFlush = core.origin.time
    lastCollection = core.origin.time
    epoch = SystemFacts.realtime(at: core.origin.time)
    translator.describeProcess(process, name: SystemFacts.programName)
  }

  /// One round over all rings; returns how full the fullest was, 0…1.
  mutating func drain() -> Double {
    // The journal before the rings: what a lane recorded inside a run that ends here is then known.
    let entries = journal.take()
    var fullest = collect(isNeeded: !entries.runs.isEmpty)
    for reader in readers { reader.beginRound() }
    for run in entries.runs where run.end == nil { translator.encode(run) }
    // Rings that arrive meanwhile have nothing in this round.
    for reader in readers { fullest = max(fullest, encode(reader)) }
    for run in entries.runs where run.end != nil { translator.encode(run) }
    for reader in readers { reader.endRound() }
    write()
    for lines in entries.forwarded { output.append(lines, events: RunJournal.events(in: lines)) }
    lost += entries.forwardedLost
    flush(ClockAnchor.now().time)
    recycle()
    journal.note(lost: lost + output.lost)
    output.report(lost: eventsLost)
    return hasBacklog ? 1 : fullest
  }

  /// Empties the rings into memory, a few nanoseconds a record, then reads the
  /// clock, so that every tick copied lies before the newest anchor.
  ///
  /// Returns how full the fullest ring was, 0…1.
  private mutating func collect(isNeeded: Bool = false) -> Double {
    readers += rings.takeArrivals().map { RingReader($0, process: process) }
    var fullest = 0.0
    var room = Drain.largestBacklog - readers.reduce(0) { $0 + $1.backlog }
    for reader in readers {
      let before = reader.backlog
      fullest = max(fullest, reader.collect(room: room))
      room -= reader.backlog - before
    }
    let anchor = ClockAnchor.now()
    lastCollection = anchor.time
    if fullest > 0 || isNeeded { translator.append(anchor) }
    return fullest
  }

  /// Encodes one lane's part of the round; returns how full rings became meanwhile.
  ///
  /// They are emptied in between, and the file is flushed when it is time.
  private mutating func encode(_ reader: RingReader) -> Double {
    var count = 0
    var fullest = 0.0
    while let event = reader.next() {
      translator.encode(event, of: reader)
      count += 1
      guard count % Drain.batch == 0 else { continue }
      write()
      let now = ClockAnchor.now().time
      if now - lastFlush >= policy.flushInterval { flush(now) }
      if now - lastCollection >= policy.shortest { fullest = max(fullest, collect()) }
    }
    translator.nameIfUnnamed(reader)
    return fullest
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

  /// Whether records came while a round was encoding others.
  private var hasBacklog: Bool { readers.contains { $0.backlog > 0 } }

  /// The last rounds, the metadata and the end of the file; returns the first failure.
  consuming func finish() -> TracerError? {
    repeat { _ = drain() } while hasBacklog
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
