import CClock
import TraceFile
import TraceModel

extension Drain {
  /// What the trace says of itself.
  func metadata(lost: Int) -> TraceMetadata {
    var metadata = TraceMetadata()
    metadata.epochNanoseconds = epoch
    metadata.host = SystemFacts.host
    metadata.versions = SystemFacts.versions
    metadata.capabilities = ["spans", "cpu-time", readsCounter ? "counter" : "clock_gettime"]
    metadata.eventsLost = lost
    metadata.runs = journal.runs
    return metadata
  }

  /// The clock and how far it drifted, for those who doubt a time.
  var clockMember: JSONMember {
    let clock = translator.clock
    var members = [
      JSONMember("source", .string(readsCounter ? "counter" : "clock_gettime")),
      JSONMember("anchors", .integer(Int64(clock.count))),
    ]
    if readsCounter, let frequency = clock.frequency {
      members.append(JSONMember("frequency_hz", .integer(Int64(frequency.rounded()))))
    }
    if let drift = clock.drift {
      members.append(JSONMember("drift_ns", .integer(drift.count)))
    }
    members += noteMembers
    return JSONMember("tracer", .object(members))
  }

  /// What the encoder changed so that every viewer reads the trace right.
  private var noteMembers: [JSONMember] {
    let notes = translator.encoder.notes
    let counts = [
      ("overlapping_spans", notes.overlapping), ("clamped_spans", notes.clamped),
      ("early_events", notes.early), ("reversed_intervals", notes.reversed),
      ("unnamed_events", notes.unnamed), ("dropped_flow_ends", notes.droppedFlowEnds),
      ("dropped_counter_values", notes.droppedCounterValues),
    ]
    return counts.filter { $0.1 > 0 }.map { JSONMember($0.0, .integer(Int64($0.1))) }
  }

  private var readsCounter: Bool { stretto_clock_prepare() }
}
