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
    return JSONMember("tracer", .object(members))
  }

  private var readsCounter: Bool { stretto_clock_prepare() }
}

extension Drain {
  func member(_ metadata: TraceMetadata) -> JSONMember {
    JSONMember("stretto", .object([JSONMember("schema", .string(metadata.schema))]))
  }
}
