import CPerf
import Glibc

/// The events of a process tree, drained together: on each CPU one for the timeline and,
/// where the kernel permits them, one that tells why threads block and one that tells who
/// is woken.
///
/// Records of different CPUs arrive in pieces; they are handed on in the order
/// of their times, once no older one can still come.
final class PerfSession {
  private let events: PerfEvents
  private let reading: RingReading
  private var parser = PerfRecordParser(sampleType: stretto_perf_sample_type())
  private var wakingParser = PerfRecordParser(
    sampleType: stretto_waking_sample_type(), samples: .waking)
  /// Made with the first sample, for it takes the kernel's symbols.
  private var blockingParser: PerfRecordParser?
  private var budget: SamplingBudget
  private var order = RecordOrder()
  private var filter: TreeFilter?

  /// What is sampled: as asked for, or less, where the kernel allows no more.
  var sampling: PerfSampling { events.sampling }

  /// Opens the events.
  ///
  /// - Parameters:
  ///   - process: Whose threads and children are recorded.
  ///   - sampling: The callchains that are wanted.
  ///   - explainsBlocking: Whether reasons and wake-ups are wanted too.
  ///   - systemWideFrom: The number of CPUs from which on the whole machine is watched, where
  ///     that is permitted: every new thread inherits one event for each CPU, which takes the
  ///     longer the more there are.
  ///   - memory: Bytes that may wait to be handed on; beyond, the kernel counts what is lost.
  /// - Throws: `PerfError` of the first CPU that refuses the timeline; CPUs that are offline are
  ///   left out.
  init(
    process: pid_t, sampling: PerfSampling = .none, explainsBlocking: Bool = false,
    systemWideFrom: Int = .max, memory: Int = 256 << 20
  ) throws(PerfError) {
    events = try PerfEvents(
      process: process, sampling, explainsBlocking: explainsBlocking,
      prefersSystemWide: OnlineCPUs.numbers().count >= systemWideFrom)
    filter = events.areSystemWide ? TreeFilter(root: process) : nil
    budget = SamplingBudget(cpus: events.timeline.count)
    do throws(RecorderFailure) {
      reading = try RingReading(events.rings, mostWaiting: memory)
    } catch {
      throw PerfError(number: EMFILE)
    }
  }

  deinit { reading.stop() }

  /// Records whose size could not be right.
  var malformed: Int {
    parser.malformed + wakingParser.malformed + (blockingParser?.malformed ?? 0)
  }
  /// Records that came later than others of a later time were handed on.
  var late: Int { order.late }
  /// Whether the whole machine is watched.
  var isSystemWide: Bool { events.areSystemWide }
  /// What the kernel tells of blocked threads.
  var abilities: BlockingAbilities {
    var abilities = events.abilities
    abilities.paused = budget.paused
    return abilities
  }

  /// From now on every drain reads the rings itself, as they are at that instant.
  func stopReading() { reading.stop() }

  /// Closes the events, after the last drain.
  func close() {
    events.letGo()
    reading.handOver().start()
  }

  /// Takes what was read from every ring.
  ///
  /// - Parameter isLast: Whether nothing more will come.
  /// - Returns: The records whose order is settled, by time.
  func drain(isLast: Bool = false) -> [PerfRecord] {
    let (pieces, settled) = reading.take()
    var samples = 0
    for piece in pieces {
      var records: [PerfRecord] = []
      switch events.kind(of: piece.ring) {
      case .timeline: parser.parse(piece.bytes, into: &records)
      case .waking: wakingParser.parse(piece.bytes, into: &records)
      case .blocking:
        parseBlocking(piece.bytes, into: &records)
        samples += records.count
      }
      order.add(records, of: piece.ring)
    }
    if events.abilities.hasReasons, let isOn = budget.note(samples, at: Clock.monotonic) {
      events.turnBlocking(on: isOn)
    }
    let records = order.take(before: isLast ? .max : settled)
    guard var filter else { return records }
    defer { self.filter = filter }
    return records.filter { filter.keeps($0) }
  }

  /// Adds records that were not the kernel's, each after all that it has told so far.
  func add(_ records: [PerfRecord]) { order.add(records, of: events.rings.count) }

  private func parseBlocking(_ bytes: [UInt8], into records: inout [PerfRecord]) {
    var parser =
      blockingParser
      ?? PerfRecordParser(
        sampleType: stretto_blocking_sample_type(), samples: .blocking(.running()))
    parser.parse(bytes, into: &records)
    blockingParser = parser
  }
}

/// Puts the records of several rings, each in order, into one order.
struct RecordOrder {
  private struct Entry {
    var record: PerfRecord
    var ring: Int
    var number: Int
  }

  private var waiting: [Entry] = []
  private var next = 0
  private var newest: Int64 = .min
  private(set) var late = 0

  mutating func add(_ records: [PerfRecord], of ring: Int) {
    for record in records {
      if record.time < newest { late += 1 }
      waiting.append(Entry(record: record, ring: ring, number: next))
      next += 1
    }
  }

  /// Those before `limit`; equal times keep the order of their ring.
  mutating func take(before limit: Int64) -> [PerfRecord] {
    waiting.sort {
      ($0.record.time, $0.ring, $0.number) < ($1.record.time, $1.ring, $1.number)
    }
    let count = waiting.firstIndex { $0.record.time >= limit } ?? waiting.count
    let records = waiting.prefix(count).map(\.record)
    waiting.removeFirst(count)
    if let last = records.last { newest = last.time }
    return records
  }
}
