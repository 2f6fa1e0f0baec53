/// What an encoder had to change or leave out so that every viewer reads the
/// trace right: counted, never hidden.
package struct EncodingNotes: Hashable, Sendable {
  /// Spans that partly overlap another of their lane: written as async pairs,
  /// with their times unchanged.
  package var overlapping = 0
  /// Spans whose ends were moved by at most the encoder's tolerance so that they nest.
  package var clamped = 0
  /// Events before the origin, written at the origin.
  package var early = 0
  /// Intervals whose end lies before their start, written with no length.
  package var reversed = 0
  /// Events without a name, written as "unnamed".
  package var unnamed = 0
  /// Processes and threads whose number no viewer can hold, written under a free one.
  package var renumbered = 0
  /// Ends of arrows left out: their id was used before, or cannot be written exactly.
  package var droppedFlowEnds = 0
  /// Ends of arrows written under the name and category of their other end.
  package var renamedFlowEnds = 0
  /// Counter values left out: not finite, or of more counters than are remembered.
  package var droppedCounterValues = 0

  package init() {}

  /// Whether every event was written as it was given.
  package var isEmpty: Bool { self == EncodingNotes() }
}
