import CRing
import TraceModel

/// The drain's side of one thread's ring: its lane, its names, what is copied and not yet encoded.
final class RingReader {
  let ring: RingHandle
  let lane: LaneID
  /// What the lane is called so far; "" when it has no name.
  var laneName = ""
  /// The text of each name slot, as defined up to `position`.
  private var names: [String] = []
  /// Records copied out of the ring, whole messages only.
  private var copied: [stretto_record] = []
  /// The next record to encode, in `copied`.
  private var position = 0
  /// Where this round stops, in `copied`.
  private var limit = 0
  private var isFinal = false

  init(_ ring: RingHandle, process: Int64) {
    self.ring = ring
    lane = LaneID(process: process, thread: ring.thread)
  }

  /// Records copied and not yet encoded.
  var backlog: Int { copied.count - position }

  /// Whether the thread has ended and everything of it has been encoded.
  var isDone: Bool { isFinal && backlog == 0 }

  /// Copies what the ring holds and frees it for the writing thread, if it is
  /// at most `room` records, else leaves it there.
  ///
  /// - Returns: The share of the ring that was filled, 0…1.
  func collect(room: Int) -> Double {
    let isClosed = ring.isClosed
    let head = ring.head
    let tail = ring.tail
    guard Int(clamping: head - tail) <= room else { return 1 }
    for index in tail..<head { copied.append(ring.record(at: index)) }
    ring.consume(upTo: head)
    isFinal = isClosed
    return Double(head - tail) / Double(ring.capacity)
  }

  /// Starts a round: it encodes what is copied now, and nothing that comes meanwhile.
  func beginRound() { limit = copied.count }

  /// Ends a round: forgets what is encoded.
  func endRound() {
    copied.removeFirst(position)
    position = 0
    limit = 0
    if copied.isEmpty, copied.capacity > Int(ring.capacity) { copied = [] }
  }

  /// The next event of this round, name records taken in; nil at its end.
  func next() -> RingEvent? {
    while position < limit {
      let record = copied[position]
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

  private func name(of record: stretto_record) -> String {
    let slot = Int(record.name)
    return slot < names.count ? names[slot] : ""
  }

  private func takeMore() -> UInt64 {
    guard position < limit, Int(copied[position].kind) == STRETTO_MORE else { return 0 }
    position += 1
    return copied[position - 1].start
  }

  private func defineName(_ record: stretto_record) {
    let size = MemoryLayout<stretto_record>.size
    guard record.end <= UInt64(limit - position) * UInt64(size) else {
      position = limit
      return
    }
    let count = Int(record.end)
    let lines = (count + size - 1) / size
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines * size)
    for line in copied[position..<position + lines] {
      unsafe withUnsafeBytes(of: line) { unsafe bytes.append(contentsOf: $0) }
    }
    position += lines
    define(Int(record.name), String(decoding: bytes.prefix(count), as: UTF8.self))
  }

  /// Slots beyond any table of ours are not believed.
  private func define(_ slot: Int, _ name: String) {
    guard slot < 65_536 else { return }
    if slot >= names.count { names += Array(repeating: "", count: slot + 1 - names.count) }
    names[slot] = name
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
