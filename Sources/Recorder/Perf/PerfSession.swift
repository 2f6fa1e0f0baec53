import CPerf
import Glibc

/// The events of a process tree: one per CPU, drained together.
///
/// Records of different CPUs arrive in pieces; they are handed on in the order
/// of their times, once no older one can still come.
final class PerfSession {
  private let rings: [PerfRing]
  private let reading: RingReading
  private var parser = PerfRecordParser(sampleType: stretto_perf_sample_type())
  private var order = RecordOrder()

  /// What is sampled: as asked for, or less, where the kernel allows no more.
  let sampling: PerfSampling

  /// Opens one event on each CPU.
  ///
  /// - Parameters:
  ///   - process: Whose threads and children are recorded.
  ///   - sampling: The callchains that are wanted.
  /// - Throws: `PerfError` of the first CPU that refuses; those that are offline are left out.
  init(process: pid_t, sampling: PerfSampling = .none) throws(PerfError) {
    var sampling = sampling
    var rings: [PerfRing]?
    while rings == nil {
      do throws(PerfError) {
        rings = try Self.open(process, sampling)
      } catch {
        guard let lesser = sampling.lesser else { throw error }
        sampling = lesser
      }
    }
    self.rings = rings ?? []
    self.sampling = sampling
    do throws(RecorderFailure) {
      reading = try RingReading(self.rings)
    } catch {
      throw PerfError(number: EMFILE)
    }
  }

  private static func open(
    _ process: pid_t, _ sampling: PerfSampling
  ) throws(PerfError) -> [PerfRing] {
    var rings: [PerfRing] = []
    for cpu in OnlineCPUs.numbers() {
      do throws(PerfError) {
        rings.append(try PerfRing(process: process, cpu: cpu, sampling: sampling))
      } catch {
        // ENODEV: the CPU went offline.
        guard error.number == ENODEV else { throw error }
      }
    }
    guard !rings.isEmpty else { throw PerfError(number: ENODEV) }
    return rings
  }

  deinit { reading.stop() }

  /// Records whose size could not be right.
  var malformed: Int { parser.malformed }
  /// Records that came later than others of a later time were handed on.
  var late: Int { order.late }

  /// From now on every drain reads the rings itself, as they are at that instant.
  func stopReading() { reading.stop() }

  /// Takes what was read from every ring.
  ///
  /// - Parameter isLast: Whether nothing more will come.
  /// - Returns: The records whose order is settled, by time.
  func drain(isLast: Bool = false) -> [PerfRecord] {
    let (pieces, settled) = reading.take()
    for piece in pieces {
      var records: [PerfRecord] = []
      parser.parse(piece.bytes, into: &records)
      order.add(records, of: piece.ring)
    }
    return order.take(before: isLast ? .max : settled)
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
