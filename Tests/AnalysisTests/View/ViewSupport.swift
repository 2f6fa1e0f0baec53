import Testing
import TraceModel

@testable import Analysis

/// The views of all runs of a trace.
func views(_ trace: Trace, _ limits: ViewLimits = .full) throws -> [RunView] {
  try runViews(of: trace, analyse(trace), limits: limits)
}

/// The only view of a trace; none of its assertions fails.
func onlyView(
  _ trace: TraceBuilder, _ limits: ViewLimits = .full,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> RunView {
  let view = try #require(try views(trace.trace, limits).first, sourceLocation: sourceLocation)
  #expect(view.failedAssertions == [], sourceLocation: sourceLocation)
  return view
}

extension StateBand {
  /// What the slots are in at an instant, of an exact band.
  func slots(at time: Int64) -> [Bucket: Int64] {
    var start: Int64 = 0
    for (row, length) in lengths.enumerated() {
      if time < start + length {
        return Dictionary(
          uniqueKeysWithValues: zip(states, values[row * states.count..<(row + 1) * states.count])
            .filter { $0.1 != 0 }.map { ($0.0, $0.1) })
      }
      start += length
    }
    return [:]
  }
}

extension LaneStrip {
  /// The state at an instant; nil also where a lane that is no slot does nothing.
  func state(at time: Int64) -> Bucket? {
    var start: Int64 = 0
    for (length, state) in zip(lengths, states) {
      if time < start + length { return state }
      start += length
    }
    return nil
  }

  /// "work 250, gil 750": microseconds.
  var text: String {
    zip(lengths, states).map { "\($1?.word ?? "none") \($0 / 1000)" }.joined(separator: ", ")
  }
}

extension RunView {
  /// "work 250, gil 750": microseconds of the path.
  var pathText: String {
    (path ?? []).map { "\($0.state.word) \($0.length / 1000)" }.joined(separator: ", ")
  }
}
