import TraceFile
import TraceModel

extension TraceMerge {
  /// Writes what the CPU quota withheld, on a row of its own in a process of each run: the control
  /// group is that of the whole program.
  func writeQuota(to sink: inout TraceSink) {
    let polls = facts.quotaPolls.filter { $0.start < facts.end && $0.end > facts.start }
    guard !polls.isEmpty else { return }
    var processes = Set(programs.runs.compactMap(\.processes.first))
    if !shape.isTold { processes.insert(Int64(facts.command)) }
    for process in processes.sorted() {
      let row = Self.quotaRow(of: process)
      sink.encoder.laneName("CPU quota", roles: .other, on: row)
      for poll in polls {
        sink.encoder.span(
          "stopped by the quota", Category.quota.word, on: row,
          from: Nanoseconds(max(poll.start, facts.start)),
          to: Nanoseconds(min(poll.end, facts.end)),
          arguments: EventArguments(cpuTime: Nanoseconds(poll.time)))
        sink.relieve()
      }
    }
  }

  /// Linux numbers threads below 2^22, and the rows of interpreter locks are above 2^30.
  private static func quotaRow(of process: Int64) -> LaneID {
    LaneID(process: process, thread: process & 0x1FFF_FFFF | 0x2000_0000)
  }
}
