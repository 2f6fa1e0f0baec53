import CRing
import CThreadState

extension Tracer {
  /// Writes a record after attaching the thread's ring or teaching it the name.
  ///
  /// The record is lost only where that is counted.
  @usableFromInline @inline(never)
  func writeSlowly(
    _ name: StaticString, _ kind: Int, category: UInt8, task: UInt32, start: UInt64, end: UInt64
  ) {
    guard let ring = core.rings.ringOfThisThread(), let slot = ring.slot(of: name) else { return }
    ring.push(
      stretto_record(
        start: start, end: end, name: slot, task: task, kind: UInt8(truncatingIfNeeded: kind),
        category: category, detail: 0, reserved: 0))
  }

  /// Writes a span whose name was made at run time.
  @usableFromInline
  func writeDynamic(_ name: String, start: UInt64, end: UInt64) {
    write(TraceName(name), STRETTO_SPAN, start: start, end: end)
  }

  /// Writes a record under a name made at run time.
  func write(
    _ name: TraceName, _ kind: Int, category: UInt8 = 0, task: UInt32 = 0, start: UInt64,
    end: UInt64, detail: UInt16 = 0, more: UInt64? = nil
  ) {
    guard let ring = core.rings.ringOfThisThread(), let slot = ring.slot(of: name) else { return }
    let record = stretto_record(
      start: start, end: end, name: slot, task: task, kind: UInt8(truncatingIfNeeded: kind),
      category: category, detail: detail, reserved: 0)
    if let more { ring.push(record, more: more) } else { ring.push(record) }
  }
}
