/// One record as it lies in the file, its numbers within what they may be.
struct RingRecord: Equatable {
  var kind: RingLayout.Kind
  var time: Int64
  /// Identity of a task, or of an arrow without one; 0 = none.
  var task: UInt64
  /// 0 = open.
  var end: Int64
  var tid: Int32
  var name: UInt32
  var extra: UInt32
  var sub: UInt16
  var category: UInt8

  /// Nil for what no agent writes.
  init?(_ bytes: RingBytes, kind: RingLayout.Kind) {
    guard let time = Int64(exactly: bytes.number(0, as: UInt64.self)), time > 0,
      let end = Int64(exactly: bytes.number(16, as: UInt64.self)), end == 0 || end >= time,
      let tid = Int32(exactly: bytes.number(24, as: UInt32.self)), tid > 0
    else { return nil }
    self.kind = kind
    self.time = time
    self.end = end
    self.tid = tid
    task = bytes.number(8)
    name = bytes.number(28)
    extra = bytes.number(32)
    sub = bytes.number(36)
    category = bytes.number(38)
  }

  /// The end, or nil of what was open.
  var finished: Int64? { end == 0 ? nil : end }
}
