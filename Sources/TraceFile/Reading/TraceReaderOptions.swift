/// The bounds a reader keeps, whatever the file asks for.
///
/// What is beyond one of the first group ends reading with a `TraceFileError`
/// that names the byte:
/// - text: 16 GiB after inflation, and 250 times the gzip stream beyond the
///   first 64 MiB (a trace with any variety at all stays below 100);
/// - 268 million events, a million lanes;
/// - 8 million distinct names (with categories, tasks and keys) of 1 GiB
///   together, as many ids, 1 GiB of lane and process names.
///
/// What is beyond one of the second group is cut or dropped, and counted in
/// `ReadingNotes`:
/// - values nested deeper than 512 inside an event: the event is malformed;
/// - names longer than 64 KiB: cut, and so are arguments that TS1 defines,
///   of which an event keeps 1 MiB;
/// - 16 MiB of `otherData` kept as text; an event of 16 MiB where a file is
///   repaired or merged;
/// - an end looks for its begin among the 512 newest open ones;
/// - 256 facts about the producer of 512 bytes each: these alone are not
///   counted.
///
/// Memory: four blocks of 256 KiB, the distinct texts, and for each event at
/// most 37 bytes (complete events), 100 more (arguments of TS1), 90 (a begin
/// or end, until matched) or 100 (an end of an arrow, until matched).
package struct TraceReaderOptions: Hashable, Sendable {
  /// The most JSON text a file may hold or inflate to, in bytes.
  package var maximumInflatedBytes = 16 << 30
  /// How many times as long as its gzip stream the text may be, once it is
  /// longer than `freeInflatedBytes`.
  ///
  /// Deflate itself cannot go beyond 1032.
  package var maximumExpansion = 250
  /// The text that may inflate from any stream, in bytes.
  package var freeInflatedBytes = 64 << 20
  /// How deep values inside one event may nest; deeper events are dropped and counted.
  package var maximumDepth = 512
  /// The longest name, category or key kept, in bytes; longer ones are cut and counted.
  package var maximumTextBytes = 64 << 10
  /// The most text of `otherData`, and the longest event, kept as they stand, in bytes.
  package var maximumRawBytes = 16 << 20
  /// The most events.
  package var maximumEvents = 1 << 28
  /// The most lanes.
  package var maximumLanes = 1 << 20
  /// The most distinct names, categories, tasks and keys together, and as many ids.
  package var maximumNames = 1 << 23
  /// The most bytes of those texts, as many of ids, and as many of lane and process names.
  package var maximumNameBytes = 1 << 30

  package init() {}
}
