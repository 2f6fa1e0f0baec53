/// How long a CPU quota stopped the program, look by look.
///
/// The control groups are those of the command, which may put itself into one. A look reads a file
/// of each of them, some tens of microseconds; the pace is kept only where there is a quota.
struct QuotaPolls {
  /// What was counted between two looks, where anything was.
  struct Poll: Hashable {
    var start: Int64
    var end: Int64
    /// Nanoseconds without a CPU, over all CPUs, of the group that was stopped longest.
    var time: Int64
  }

  /// Nanoseconds between two looks, where there is a quota.
  static let pace: Int64 = 50_000_000
  /// Looks kept; where there are more, each two become one.
  private static let most = 1 << 16

  private let process: Int32
  /// A file to read in place of the kernel's own.
  private let file: String?
  private var known: [String: QuotaStops] = [:]
  private var totals: [String: QuotaStops] = [:]
  private var last: Int64
  private(set) var polls: [Poll] = []
  /// Whether any of the groups has a quota.
  private(set) var isNeeded = false

  /// Starts to count.
  ///
  /// - Parameters:
  ///   - process: Whose control groups count.
  ///   - file: A `cpu.stat` to read in place of theirs; nil for theirs.
  ///   - now: CLOCK_MONOTONIC.
  init(process: Int32, file: String? = nil, at now: Int64) {
    self.process = process
    self.file = file
    last = now
    // What was counted until now is not the program's.
    (known, isNeeded) = read()
  }

  /// Milliseconds until the next look is due; nil where there is no quota.
  func wait(at now: Int64) -> Int32? {
    guard isNeeded else { return nil }
    return Int32(clamping: max(0, (last + Self.pace - now + 999_999) / 1_000_000))
  }

  /// Looks, if it is time to.
  mutating func look(at now: Int64, isLast: Bool = false) {
    guard isLast || now - last >= Self.pace else { return }
    let (found, hasQuota) = read()
    // Without its process there is nothing to read any more.
    guard !found.isEmpty else { return }
    isNeeded = isNeeded || hasQuota
    var most: Int64 = 0
    for (file, stops) in found {
      guard let before = known[file] else { continue }
      let time = stops.time.subtractingReportingOverflow(before.time)
      let count = stops.count.subtractingReportingOverflow(before.count)
      guard !time.overflow, !count.overflow, time.partialValue >= 0, count.partialValue >= 0 else {
        continue
      }
      most = max(most, time.partialValue)
      let total = totals[file] ?? QuotaStops(count: 0, time: 0)
      totals[file] = QuotaStops(
        count: total.count &+ count.partialValue, time: total.time &+ time.partialValue)
    }
    known = found
    if most > 0 { add(Poll(start: last, end: now, time: min(most, 1 << 45))) }
    last = now
  }

  /// All that was counted: of the group that was stopped longest; nil where none was.
  var stops: QuotaStops? {
    totals.values.filter { $0.count > 0 }.max { $0.time < $1.time }
  }

  private mutating func add(_ poll: Poll) {
    if polls.count == Self.most { polls = Self.halved(polls) }
    polls.append(poll)
  }

  /// Each two neighbours as one.
  static func halved(_ polls: [Poll]) -> [Poll] {
    stride(from: 0, to: polls.count, by: 2).map { index in
      guard index + 1 < polls.count else { return polls[index] }
      let (first, second) = (polls[index], polls[index + 1])
      return Poll(start: first.start, end: second.end, time: first.time + second.time)
    }
  }

  private func read() -> ([String: QuotaStops], Bool) {
    if let file {
      let text = KernelFile.text(file) ?? ""
      let stops = QuotaStops(statistics: text).map { [file: $0] } ?? [:]
      return (stops, QuotaStops.hasQuota(statistics: text))
    }
    var found: [String: QuotaStops] = [:]
    var hasQuota = false
    let groups = KernelFile.text("/proc/\(process)/cgroup") ?? ""
    for file in QuotaStops.files(groups: groups) where found[file] == nil {
      guard let text = KernelFile.text(file), let stops = QuotaStops(statistics: text) else {
        continue
      }
      found[file] = stops
      hasQuota = hasQuota || QuotaStops.hasQuota(statistics: text)
    }
    return (found, hasQuota)
  }
}
