import CPerf
import Glibc

/// The events of a process tree: one per CPU, drained together.
///
/// Records of different CPUs arrive in pieces; they are handed on in the order
/// of their times, once no older one can still come.
final class PerfSession {
  private let rings: [PerfRing]
  private var parser = PerfRecordParser(sampleType: stretto_perf_sample_type())
  private var order = RecordOrder()
  /// When the last drain began: what is older has been read from every ring since.
  private var lastDrain: Int64 = .min
  /// Descriptors to poll; one that hangs up is not polled again, only drained.
  private(set) var polled: [Int32]

  /// Opens one event on each CPU.
  ///
  /// - Throws: `PerfError` of the first CPU that refuses; those that are offline are left out.
  init(process: pid_t) throws(PerfError) {
    var rings: [PerfRing] = []
    for cpu in OnlineCPUs.numbers() {
      do throws(PerfError) {
        rings.append(try PerfRing(process: process, cpu: cpu))
      } catch {
        // ENODEV: the CPU went offline.
        guard error.number == ENODEV else { throw error }
      }
    }
    guard !rings.isEmpty else { throw PerfError(number: ENODEV) }
    self.rings = rings
    polled = rings.map(\.descriptor)
  }

  /// CPUs with an event.
  var ringCount: Int { rings.count }
  /// Bytes of the smallest ring.
  var ringSize: Int { rings.map(\.byteCount).min() ?? 0 }
  /// Records whose size could not be right.
  var malformed: Int { parser.malformed }
  /// Records that came later than others of a later time were handed on.
  var late: Int { order.late }

  /// Stops polling a descriptor whose process has gone: it would be ready for ever.
  func stopPolling(_ descriptor: Int32) { polled.removeAll { $0 == descriptor } }

  /// Reads every ring.
  ///
  /// - Parameters:
  ///   - now: CLOCK_MONOTONIC, read before.
  ///   - isLast: Whether nothing more will come.
  /// - Returns: The records whose order is settled, by time.
  func drain(now: Int64, isLast: Bool = false) -> [PerfRecord] {
    for (index, ring) in rings.enumerated() {
      var records: [PerfRecord] = []
      parser.parse(ring.drain(), into: &records)
      order.add(records, of: index)
    }
    defer { lastDrain = now }
    return order.take(before: isLast ? .max : lastDrain)
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
