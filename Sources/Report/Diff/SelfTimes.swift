package import Analysis
package import TraceModel

/// How long each span name was the innermost one of its lane, in one run of a trace.
///
/// At every instant a lane's time belongs to the span that began last; so the
/// sums are exact however badly spans overlap, and add up to the time that the
/// lanes were inside any span. The run's own event and scheduler slices, which
/// are about other lanes, are left out.
package struct SelfTimes: Hashable, Sendable {
  /// By category and name; of a task its key where it has one.
  package private(set) var byName: [SpanName: SpanSum] = [:]
  /// The same for async spans, each async task a lane of its own.
  package private(set) var byAsyncName: [SpanName: SpanSum] = [:]
  /// The time inside any span, by lane; lanes without spans are left out.
  package private(set) var byLane: [LaneTime] = []
  /// Whether a sum went beyond 64 bits; then the figures are no use.
  package private(set) var isTooLarge = false

  /// Adds up the spans of a run, cut at its window.
  ///
  /// O(n log n) in its spans.
  ///
  /// - Parameters:
  ///   - trace: The trace the run is in.
  ///   - window: The run's lanes and time.
  package init(_ trace: Trace, in window: RunWindow) {
    addLanes(trace, window)
    addAsync(trace, window)
  }

  private mutating func addLanes(_ trace: Trace, _ window: RunWindow) {
    var lanes = [[Piece]](repeating: [], count: trace.lanes.count)
    for index in trace.spans.indices {
      let lane = Int(trace.spans.lanes[index])
      let category = trace.spans.category(at: index)
      guard window.lanes[lane], Self.counts(category),
        let piece = Piece(
          trace.spans.starts[index], trace.spans.ends[index], window, index: index)
      else { continue }
      lanes[lane].append(piece)
    }
    for (lane, pieces) in lanes.enumerated() where !pieces.isEmpty {
      var busy: Int64 = 0
      sweep(pieces) { index, time in
        busy &+= time
        byName[Self.name(ofSpan: index, trace), default: SpanSum()].add(time, &isTooLarge)
      }
      for piece in pieces {
        byName[Self.name(ofSpan: piece.index, trace), default: SpanSum()].count += 1
      }
      byLane.append(
        LaneTime(
          lane: trace.lanes[lane].id, name: trace.lanes[lane].name, busy: Nanoseconds(busy)))
    }
  }

  private mutating func addAsync(_ trace: Trace, _ window: RunWindow) {
    var scopes: [Int32: [Piece]] = [:]
    for (index, span) in trace.asyncSpans.enumerated() where window.lanes[Int(span.lane)] {
      guard let piece = Piece(span.start.count, span.end.count, window, index: index) else {
        continue
      }
      scopes[span.scope, default: []].append(piece)
      byAsyncName[Self.name(ofAsync: index, trace), default: SpanSum()].count += 1
    }
    for pieces in scopes.values {
      sweep(pieces) { index, time in
        byAsyncName[Self.name(ofAsync: index, trace), default: SpanSum()].add(time, &isTooLarge)
      }
    }
  }

  /// Charges the time that pieces cover to the one that began last.
  private func sweep(_ pieces: [Piece], _ charge: (Int, Int64) -> Void) {
    let ordered = pieces.sorted { ($0.start, $1.end, $0.index) < ($1.start, $0.end, $1.index) }
    var open: [Piece] = []
    var now = Int64.min
    func advance(to limit: Int64) {
      while now < limit, let top = open.last {
        let end = min(top.end, limit)
        if end > now {
          charge(top.index, end - now)
          now = end
        }
        if top.end <= now { open.removeLast() }
      }
    }
    for piece in ordered {
      advance(to: piece.start)
      now = piece.start
      open.append(piece)
    }
    advance(to: Int64.max)
  }

  private static func counts(_ category: Category) -> Bool {
    category != .run && category != .sched && category != .lane
  }

  private static func name(ofSpan index: Int, _ trace: Trace) -> SpanName {
    let category = trace.spans.category(at: index)
    let own = NameTable.ID(index: trace.spans.names[index])
    return SpanName(category, own, detail: trace.spans.details[index], trace)
  }

  private static func name(ofAsync index: Int, _ trace: Trace) -> SpanName {
    let span = trace.asyncSpans[index]
    return SpanName(span.category, span.name, detail: span.detail, trace)
  }
}

/// What spans are added up by.
package struct SpanName: Hashable, Sendable {
  package var category: Category
  /// Untrusted text.
  package var name: String

  fileprivate init(_ category: Category, _ own: NameTable.ID, detail: Int32, _ trace: Trace) {
    self.category = category
    let key = category == .task && detail >= 0 ? trace.details[Int(detail)].key : .none
    name = trace.names[key == .none ? own : key]
  }

  /// "task resize", or the name alone for the program's own spans.
  package var label: String { category == .span ? name : "\(category.word) \(name)" }
}

/// How many spans there were, and how long they were innermost.
package struct SpanSum: Hashable, Sendable {
  package var count = 0
  package var time: Int64 = 0

  fileprivate mutating func add(_ more: Int64, _ isTooLarge: inout Bool) {
    let sum = time.addingReportingOverflow(more)
    if sum.overflow { isTooLarge = true } else { time = sum.partialValue }
  }
}

/// How long one lane was inside any span.
package struct LaneTime: Hashable, Sendable {
  package var lane: LaneID
  /// Untrusted text; empty where the trace names none.
  package var name: String
  package var busy: Nanoseconds
}

/// A span cut at the window.
private struct Piece {
  var start: Int64
  var end: Int64
  var index: Int

  /// Nil outside the window; a span of no length counts where it touches the window.
  init?(_ start: Int64, _ end: Int64, _ window: RunWindow, index: Int) {
    self.start = max(start, window.start.count)
    self.end = min(end, window.end.count)
    self.index = index
    guard self.start <= self.end else { return nil }
  }
}
