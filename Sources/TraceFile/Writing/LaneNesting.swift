/// Which spans of one lane were written, as far as it takes to tell whether a
/// further one nests (rule 4 of the viewers: no two may partly overlap).
///
/// Spans may come in any order: children first, as a tracer records them,
/// parents first, or mixed. Every answer "nests" is certain. Memory is bounded:
/// beyond `limit` spans (16,384, fewer with many lanes) the oldest half is
/// merged in groups of 16 into blocks whose insides are forgotten. A later span
/// that encloses a block or lies beside it is told as before; one that starts or
/// ends inside a block is taken to overlap, though it may not. The start of a run is never
/// merged over (`fence`), since its span comes last and must enclose all.
struct LaneNesting {
  private static let groupSize = 16
  private static let largestFenceCount = 1024
  /// Each attempt moves one end.
  private static let attempts = 4

  private var nodes: [SpanNode] = []
  private var fences: [Int64] = []
  private(set) var count = 0

  /// The times to write the span with so that it nests, moved by at most
  /// `tolerance` at a time, or nil when it overlaps another partly.
  mutating func place(
    _ start: Int64, _ end: Int64, tolerance: Int64, limit: Int
  ) -> (Int64, Int64)? {
    var (start, end) = (start, end)
    for _ in 0..<LaneNesting.attempts {
      // A span without length crosses nothing.
      if start >= end { return (start, start) }
      if let newest = nodes.last, newest.end <= start {
        nodes.append(SpanNode(start: start, end: end))
        noteAdded(1, limit)
        return (start, end)
      }
      switch SpanForest.place(start, end, in: &nodes) {
      case .added(let change, _):
        noteAdded(change, limit)
        return (start, end)
      case .repeated: return (start, end)
      case .uncertain: return nil
      case .crosses(let first, let last):
        guard let moved = LaneNesting.moved(start, end, first, last, by: tolerance)
        else { return nil }
        (start, end) = moved
      }
    }
    return nil
  }

  /// Keeps spans before `time` and after it in different blocks.
  mutating func fence(at time: Int64) {
    if fences.count == LaneNesting.largestFenceCount { fences.removeFirst(fences.count / 2) }
    fences.insert(time, at: fences.firstIndex { $0 > time } ?? fences.count)
  }

  /// The span with the one end moved to the nearest end of a span it crosses.
  private static func moved(
    _ start: Int64, _ end: Int64, _ first: SpanNode, _ last: SpanNode, by tolerance: Int64
  ) -> (Int64, Int64)? {
    var candidates: [(Int64, Int64)] = []
    if first.start < start {
      candidates += [(first.end, end), (first.start, end)]
    }
    if last.end > end {
      candidates += [(start, last.start), (start, last.end)]
    }
    if first.start == last.start {
      candidates += [(max(start, first.start), end), (start, min(end, last.end))]
    }
    let distances = candidates.map { abs($0.0 - start) + abs($0.1 - end) }
    let best = candidates.indices
      .filter { (1...max(1, tolerance)).contains(distances[$0]) && tolerance > 0 }
      .min { distances[$0] < distances[$1] }
    return best.map { (candidates[$0].0, max(candidates[$0].0, candidates[$0].1)) }
  }
}

// MARK: - Bounded memory

extension LaneNesting {
  private mutating func noteAdded(_ change: Int, _ limit: Int) {
    count += change
    guard count > limit else { return }
    var before = Int.max
    while count > limit / 2, count < before {
      before = count
      LaneNesting.forgetOldest(in: &nodes, fences)
      count = SpanForest.count(nodes)
    }
  }

  private static func forgetOldest(in nodes: inout [SpanNode], _ fences: [Int64]) {
    guard let newest = nodes.indices.last else { return }
    forgetOldest(in: &nodes[newest].children, fences)
    for index in nodes.indices.dropLast() { nodes[index].forgetChildren() }
    let old = nodes.count / 2
    let merged = merge(nodes[..<old], fences)
    nodes.replaceSubrange(..<old, with: merged)
  }

  private static func merge(_ nodes: ArraySlice<SpanNode>, _ fences: [Int64]) -> [SpanNode] {
    var merged: [SpanNode] = []
    var room = 0
    var nextFence = fences[...]
    for node in nodes {
      while let fence = nextFence.first, fence <= (merged.last?.start ?? .min) {
        nextFence.removeFirst()
      }
      let isFenced = nextFence.first.map { $0 <= node.start } ?? false
      if room > 0, !isFenced, let last = merged.indices.last {
        merged[last].end = node.end
        merged[last].isOpaque = true
        room -= 1
      } else {
        merged.append(node)
        room = groupSize - 1
      }
    }
    return merged
  }
}
