import Glibc

/// How many more threads and processes the system lets this process start.
///
/// Each limit is nil where the system sets none or does not tell.
package struct ResourceLimits: Sendable {
  /// One limit, with the words that name it in a refusal.
  struct Limit: Sendable, Equatable {
    var name: String
    /// How many more threads fit, of all processes together.
    var room: Int
  }

  /// Limits that count threads and processes alike.
  var counts: [Limit] = []
  /// Memory that could be used now, in bytes.
  var memory: Int?
  /// Descriptors that this process could still open.
  var descriptors: Int?

  /// Memory that one idle thread takes: its kernel stack and the pages it has touched.
  ///
  /// An estimate on the safe side, not a measurement.
  static let bytesPerThread = 64 << 10
  /// Private memory of one idle worker process, with its page tables.
  ///
  /// An estimate on the safe side, not a measurement.
  static let bytesPerProcess = 6 << 20
  /// Threads per worker process: its own, its watcher and its tracer's drain,
  /// and the feeder on our side.
  static let threadsPerProcess = 4
  /// Descriptors on our side per worker process: requests, replies, trace.
  static let descriptorsPerProcess = 3

  /// - Throws: `tooFew` or `tooMany`.
  package func admit(threads count: Int) throws(ExecutorError) {
    try admit(
      "threads", count: count,
      limits: counts + memoryLimit(bytesEach: ResourceLimits.bytesPerThread))
  }

  /// - Throws: `tooFew` or `tooMany`.
  package func admit(processes count: Int) throws(ExecutorError) {
    var limits = counts.map {
      Limit(name: $0.name, room: $0.room / ResourceLimits.threadsPerProcess)
    }
    limits += memoryLimit(bytesEach: ResourceLimits.bytesPerProcess)
    if let descriptors {
      limits.append(
        Limit(
          name: "the limit of open files",
          room: descriptors / ResourceLimits.descriptorsPerProcess))
    }
    try admit("worker processes", count: count, limits: limits)
  }

  private func memoryLimit(bytesEach: Int) -> [Limit] {
    memory.map { [Limit(name: "available memory", room: $0 / bytesEach)] } ?? []
  }

  private func admit(_ what: String, count: Int, limits: [Limit]) throws(ExecutorError) {
    guard count >= 1 else { throw .tooFew(what, asked: count) }
    let tightest = limits.min { $0.room < $1.room }
    guard let tightest, tightest.room < count else { return }
    throw .tooMany(what, asked: count, room: max(0, tightest.room), limit: tightest.name)
  }
}
