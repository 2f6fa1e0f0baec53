import Glibc

extension PerfError {
  /// What the kernel refused, what that costs, and what would allow it.
  ///
  /// - Parameter gap: Nanoseconds between two looks at the threads at most; nil where nothing was
  ///   seen of them.
  /// - Returns: One sentence.
  func sentence(gap: Int64?) -> String {
    let effect =
      gap.map(Self.effect)
      ?? "thread states are unknown, and processes without the agent are not seen"
    switch number {
    case EACCES, EPERM:
      return "the kernel refused perf_event_open (\(reason(number))): \(effect); to allow it, "
        + "set kernel.perf_event_paranoid to 2 or less, or start the container with --cap-add "
        + "PERFMON (and a seccomp profile that permits the call)"
    case EMFILE:
      return "too many files are open for one event per CPU: \(effect); raise ulimit -n"
    default:
      return "perf_event_open does not work here (\(reason(number))): \(effect)"
    }
  }

  private static func effect(_ gap: Int64) -> String {
    let rate = 1_000_000_000 / ScheduleSampler.pace
    let late = gap > 2 * ScheduleSampler.pace ? ", at worst after \(gap / 1_000_000) ms" : ""
    return "the thread timeline is sampled at \(rate) Hz\(late): threads shorter than "
      + "\(ScheduleSampler.pace / 1_000_000) ms may be missing, and when in between a thread ran "
      + "is not known"
  }
}
