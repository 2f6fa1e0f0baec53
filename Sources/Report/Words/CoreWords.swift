import Analysis

extension RunAnalysis {
  /// "4 cores"; "at least 4 cores" where the trace does not say how many there were.
  var coreCount: String { (coresAreKnown ? "" : "at least ") + Quantity.count(cores, "core") }

  /// Whether all work is only known as time that no wait was seen in: neither the cores nor the
  /// kernel's scheduling are in the trace.
  var workIsBound: Bool { !coresAreKnown && !trust.tiers.contains(2) }

  /// Whether the trace tells what had to end before what could begin.
  ///
  /// Without it nothing is known of what binds, nor of what would follow from a change.
  var tellsDependencies: Bool { bounds != nil }
}
