/// A place in code: a byte of a file, an address in the kernel, or nothing that is known.
///
/// `cut` stands for the callers that were left out.
struct CodePlace: Hashable, Sendable {
  /// The file's number (`CodeFiles`), or one of those below.
  var file: Int32
  var address: UInt64

  static let kernel: Int32 = -1
  static let unknown = CodePlace(file: -2, address: 0)
  static let cut = CodePlace(file: -3, address: 0)
}

/// Stacks that share what they have in common: each node is a place, called from its parent's.
struct StackTree: Sendable {
  private struct Key: Hashable {
    var parent: Int32
    var place: CodePlace
  }

  static let root: Int32 = -1
  /// Innermost places that a cut stack keeps, most first.
  private static let depthsOfCut = [8, 1, 0]

  private let limit: Int
  /// Nodes beyond the limit, for what is left of stacks that found no room.
  private let spare: Int
  private var numbers: [Key: Int32] = [:]
  private(set) var parents: [Int32] = []
  private(set) var places: [CodePlace] = []
  /// Stacks of which only the innermost part is kept, since there are too many different ones:
  /// a recursion makes them, whose calls come from here and there.
  private(set) var cut = 0

  init(limit: Int = 1 << 19, spare: Int = 1 << 17) {
    self.limit = limit
    self.spare = max(1, spare)
  }

  /// The node of a stack, given innermost first; `root` for an empty one.
  mutating func node(of stack: [CodePlace]) -> Int32 {
    if let node = node(of: stack[...], limit: limit) { return node }
    cut += 1
    for depth in Self.depthsOfCut {
      // The last room is for stacks of which nothing is kept.
      let most = limit + spare - (depth == 0 ? 0 : 1)
      if let node = node(of: stack.prefix(depth) + [.cut], limit: most) { return node }
    }
    return Self.root
  }

  private mutating func node(of stack: ArraySlice<CodePlace>, limit: Int) -> Int32? {
    var node = Self.root
    for place in stack.reversed() {
      let key = Key(parent: node, place: place)
      if let known = numbers[key] {
        node = known
        continue
      }
      guard places.count < limit else { return nil }
      let number = Int32(places.count)
      numbers[key] = number
      parents.append(node)
      places.append(place)
      node = number
    }
    return node
  }
}
