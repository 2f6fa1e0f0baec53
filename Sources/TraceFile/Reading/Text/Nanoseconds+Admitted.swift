import TraceModel

extension Nanoseconds {
  /// Whether a reader accepts this time: `Nanoseconds.admitted`, without the
  /// cost of a global's initialiser.
  @inline(__always)
  var isAdmitted: Bool { count >= -(1 << 61) && count <= 1 << 61 }
}
