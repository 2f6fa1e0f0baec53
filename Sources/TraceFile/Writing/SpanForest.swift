/// A span as far as nesting is concerned, with the spans it contains.
struct SpanNode {
  var start: Int64
  var end: Int64
  var children: [SpanNode] = []
  /// Whether spans it contains were forgotten, so that nobody can say any more
  /// whether a further span inside it would cross one of them.
  var isOpaque = false
  /// At least the number of nodes on the longest way down.
  var height = 1

  /// This node and all below it.
  var count: Int { SpanForest.count(children) + 1 }

  /// Forgets what it contains.
  mutating func forgetChildren() {
    guard !children.isEmpty else { return }
    children = []
    isOpaque = true
    height = 1
  }
}

/// Operations on disjoint spans in order of time, each with those inside it.
enum SpanForest {
  /// Perfetto drops slices that lie deeper.
  static let largestHeight = 512

  enum Placing {
    /// The span nests and was added: the change of the number of nodes, and
    /// the height of the node that holds it.
    case added(change: Int, height: Int)
    /// A span of the very same times is there already.
    case repeated
    /// It crosses spans: the first and the last of those it meets.
    case crosses(first: SpanNode, last: SpanNode)
    /// It lies where spans were forgotten, or too deep.
    case uncertain
  }

  static func count(_ nodes: [SpanNode]) -> Int { nodes.reduce(0) { $0 + $1.count } }

  /// Adds a span of some length if it neither crosses another nor might.
  static func place(
    _ start: Int64, _ end: Int64, in nodes: inout [SpanNode], depth: Int = 1
  ) -> Placing {
    let met = indices(of: nodes, meeting: start, end)
    guard !met.isEmpty else {
      nodes.insert(SpanNode(start: start, end: end), at: met.lowerBound)
      return .added(change: 1, height: 1)
    }
    let first = nodes[met.lowerBound]
    let last = nodes[met.upperBound - 1]
    if met.count == 1, first.start <= start, end <= first.end {
      if first.start == start, first.end == end { return .repeated }
      if first.isOpaque || depth >= largestHeight { return .uncertain }
      let index = met.lowerBound
      let placing = place(start, end, in: &nodes[index].children, depth: depth + 1)
      guard case .added(let change, let below) = placing else { return placing }
      nodes[index].height = max(nodes[index].height, below + 1)
      return .added(change: change, height: nodes[index].height)
    }
    if start <= first.start, last.end <= end {
      return enclose(met, from: start, to: end, in: &nodes)
    }
    return .crosses(first: first, last: last)
  }

  private static func enclose(
    _ range: Range<Int>, from start: Int64, to end: Int64, in nodes: inout [SpanNode]
  ) -> Placing {
    var node = SpanNode(start: start, end: end, children: Array(nodes[range]))
    node.height = (node.children.lazy.map(\.height).max() ?? 0) + 1
    var change = 1
    if node.height >= largestHeight {
      change -= count(node.children)
      node.forgetChildren()
    }
    nodes.replaceSubrange(range, with: CollectionOfOne(node))
    return .added(change: change, height: node.height)
  }

  /// The nodes that share time with [start, end); empty: where it would stand.
  private static func indices(
    of nodes: [SpanNode], meeting start: Int64, _ end: Int64
  ) -> Range<Int> {
    let lower = firstIndex(in: nodes) { $0.end > start }
    var upper = lower
    if upper < nodes.count, nodes[upper].start < end {
      upper = firstIndex(in: nodes) { $0.start >= end }
    }
    return lower..<upper
  }

  /// Where the nodes start to satisfy a condition that all later ones satisfy too.
  private static func firstIndex(
    in nodes: [SpanNode], where holds: (SpanNode) -> Bool
  ) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if holds(nodes[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
