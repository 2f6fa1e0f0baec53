import CRing
import TraceModel

/// The drain's side of one thread's ring: its lane, its names, how far it is read.
final class RingReader {
  let ring: RingHandle
  let lane: LaneID
  /// The text of each name slot, as defined up to `position`.
  private var names: [String] = []
  /// What the lane is called so far; "" when it has no name.
  var laneName = ""
  private(set) var position: UInt64
  /// Where this drain stops, and whether nothing can follow.
  private(set) var limit: UInt64
  private(set) var isFinal = false

  init(_ ring: RingHandle, process: Int64) {
    self.ring = ring
    lane = LaneID(process: process, thread: ring.thread)
    position = ring.tail
    limit = position
  }

  /// Looks how far the ring is filled; returns the share of it that is, 0…1.
  func look() -> Double {
    isFinal = ring.isClosed
    limit = ring.head
    return Double(limit - position) / Double(ring.capacity)
  }

  /// Whether the thread has ended and everything of it has been read.
  var isDone: Bool { isFinal && position == limit }

  /// The next record within this drain's limit, name records taken in; nil at the limit.
  func next() -> RingEvent? {
    while position < limit {
      let record = ring.record(at: position)
      position += 1
      switch Int(record.kind) {
      case STRETTO_NAME: defineName(record)
      case STRETTO_MORE: continue
      case STRETTO_TASK: return RingEvent(record, name: name(of: record), more: takeMore())
      default: return RingEvent(record, name: name(of: record), more: 0)
      }
    }
    return nil
  }

  /// Hands what was read back to the writing thread.
  func giveBack() { ring.consume(upTo: position) }

  private func name(of record: stretto_record) -> String {
    let slot = Int(record.name)
    return slot < names.count ? names[slot] : ""
  }

  private func takeMore() -> UInt64 {
    guard position < limit else { return 0 }
    let record = ring.record(at: position)
    guard Int(record.kind) == STRETTO_MORE else { return 0 }
    position += 1
    return record.start
  }

  private func defineName(_ record: stretto_record) {
    let count = Int(clamping: record.end)
    let lines = (count + MemoryLayout<stretto_record>.size - 1) / MemoryLayout<stretto_record>.size
    guard lines <= limit - position else {
      position = limit
      return
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines * MemoryLayout<stretto_record>.size)
    for _ in 0..<lines {
      unsafe withUnsafeBytes(of: ring.record(at: position)) { unsafe bytes.append(contentsOf: $0) }
      position += 1
    }
    let slot = Int(record.name)
    if slot >= names.count { names += Array(repeating: "", count: slot + 1 - names.count) }
    names[slot] = String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

/// A record with its name resolved.
struct RingEvent {
  let record: stretto_record
  let name: String
  /// What the continuation carries: a task's CPU nanoseconds.
  let more: UInt64

  init(_ record: stretto_record, name: String, more: UInt64) {
    self.record = record
    self.name = name
    self.more = more
  }
}
