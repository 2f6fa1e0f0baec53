/// How large a ring is; both numbers are powers of two.
struct RingSize: Hashable, Sendable {
  /// Records of 32 bytes.
  var records: UInt32
  /// Names a thread can use without writing them again.
  var names: UInt32
}

/// How much memory the rings of one tracer may take, and what happens beyond.
///
/// The first 32 threads get 65 536 records each (2 MiB), the next 480 get
/// 8 192 (256 KiB), later ones 256 (12 KiB), up to 16 384 threads alive at once:
/// together at most 64 + 122 + 186 MiB of address space. A page takes memory
/// when it is first written, and a ring is used again after its thread has
/// ended. Events of threads beyond the limit are dropped and counted.
struct RingLimits: Sendable {
  /// How many rings of each size, in the order they are handed out.
  var sizes: [(size: RingSize, count: Int)]

  static let standard = RingLimits(sizes: [
    (RingSize(records: 65_536, names: 512), 32),
    (RingSize(records: 8_192, names: 512), 480),
    (RingSize(records: 256, names: 64), 15_872),
  ])

  /// The size of the next ring when `made` exist already, or nil beyond the limit.
  func size(after made: Int) -> RingSize? {
    var before = 0
    for (size, count) in sizes {
      before += count
      if made < before { return size }
    }
    return nil
  }
}
