package import Analysis

/// One run of a trace, with what decides which others it may be compared with.
package struct TracedRun: Hashable, Sendable {
  package var analysis: RunAnalysis
  /// Whether the trace was given as the baseline.
  package var isBaseline: Bool
  /// CLOCK_REALTIME of the trace in nanoseconds; 0 when not known.
  package var epoch: Int64
  /// Slots that the program declared; nil where only the trace can tell.
  package var declaredSlots: Int?
  /// Whether another producer wrote the trace: its file says nothing of models or rounds.
  package var isForeign: Bool

  package init(
    _ analysis: RunAnalysis, isBaseline: Bool = false, epoch: Int64 = 0,
    declaredSlots: Int? = nil, isForeign: Bool = false
  ) {
    self.analysis = analysis
    self.isBaseline = isBaseline
    self.epoch = epoch
    self.declaredSlots = declaredSlots
    self.isForeign = isForeign
  }
}
