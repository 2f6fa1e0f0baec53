import CRing
import CThreadState

/// A ring, and what may be done with it from which side.
///
/// `@unchecked Sendable`, and safe to hold: whoever holds a handle holds one of
/// the ring's references, so the memory stays mapped; the fields that both
/// sides touch are C11 atomics, the others belong to one side by the protocol
/// in CRing.h (the writing thread until it closes the ring, then the registry).
@safe struct RingHandle: @unchecked Sendable {
  private let ring: UnsafeMutablePointer<stretto_ring>

  private init(_ ring: UnsafeMutablePointer<stretto_ring>) { unsafe self.ring = ring }

  /// A new ring with one reference, or nil when there is no memory.
  static func map(_ size: RingSize) -> RingHandle? {
    guard let ring = unsafe stretto_ring_map(size.records, size.names) else { return nil }
    return unsafe RingHandle(ring)
  }

  /// The calling thread's ring for a tracer, made current; nil when it has none.
  static func ofThisThread(owner: UInt64) -> RingHandle? {
    let current = unsafe stretto_thread_ring(owner)
    guard let ring = unsafe current ?? stretto_thread_select(owner) else { return nil }
    return unsafe RingHandle(ring)
  }

  var capacity: UInt64 { UInt64(unsafe ring.pointee.capacity) }
  /// The writing thread's number.
  var thread: Int64 { unsafe ring.pointee.thread }

  func adopt(process: Int64, thread: Int64) { unsafe stretto_ring_adopt(ring, process, thread) }
  /// Makes it the calling thread's; false when the thread cannot keep one.
  func attach(owner: UInt64) -> Bool { unsafe stretto_thread_attach(owner, ring) }
  func close() { unsafe stretto_ring_close(ring) }
  func orphan() { unsafe stretto_ring_orphan(ring) }
}

// MARK: Writing

extension RingHandle {
  /// The longest name kept whole, in bytes of UTF-8; longer ones are cut and end in "…".
  static let longestName = 1_024

  /// The slot of a name, written to the ring if it is new there; nil when it
  /// is full, and then one event is counted as dropped.
  func slot(of name: TraceName) -> UInt32? {
    let known = unsafe stretto_ring_find_name(ring, name.key)
    if known != UInt32.max { return known }
    var text = RingHandle.shortened(name.text)
    let slot = text.withUTF8 {
      unsafe stretto_ring_define_name(ring, name.key, $0.baseAddress, UInt64($0.count))
    }
    return slot == UInt32.max ? nil : slot
  }

  func slot(of name: StaticString) -> UInt32? {
    let known = unsafe stretto_ring_find_name(ring, name.traceKey)
    if known != UInt32.max { return known }
    var text = RingHandle.shortened(name.description)
    let slot = text.withUTF8 {
      unsafe stretto_ring_define_name(ring, name.traceKey, $0.baseAddress, UInt64($0.count))
    }
    return slot == UInt32.max ? nil : slot
  }

  /// Appends, or drops and counts.
  func push(_ record: stretto_record) { _ = unsafe stretto_ring_push(ring, record) }

  func push(_ record: stretto_record, more: UInt64) {
    var continuation = stretto_record()
    continuation.kind = UInt8(STRETTO_MORE)
    continuation.start = more
    _ = unsafe stretto_ring_push_pair(ring, record, continuation)
  }

  static func shortened(_ text: String) -> String {
    guard text.utf8.count > longestName else { return text }
    // A slice starts and ends at whole characters: it rounds the index down.
    let cut = text.utf8.index(text.utf8.startIndex, offsetBy: longestName - 3)
    return String(text[..<cut]) + "…"
  }
}

// MARK: Reading

extension RingHandle {
  var head: UInt64 { unsafe stretto_ring_head(ring) }
  var tail: UInt64 { unsafe stretto_ring_tail(ring) }
  /// Events dropped since the ring was adopted.
  var dropped: Int { Int(clamping: unsafe stretto_ring_dropped(ring)) }
  /// The same, and starts again at 0; only of a ring whose thread has ended.
  func takeDropped() -> Int { Int(clamping: unsafe stretto_ring_take_dropped(ring)) }
  /// Whether the writing thread has ended: read it before `head`, then `head` is final.
  var isClosed: Bool { unsafe stretto_ring_is_closed(ring) }

  func record(at position: UInt64) -> stretto_record { unsafe stretto_ring_record(ring, position) }
  func consume(upTo position: UInt64) { unsafe stretto_ring_consume(ring, position) }
}
