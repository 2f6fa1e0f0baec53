/// A place in code: a byte of a file, an address in the kernel, or nothing that is known.
struct CodePlace: Hashable, Sendable {
  /// The file's number (`CodeFiles`), or one of those below.
  var file: Int32
  var address: UInt64

  static let kernel: Int32 = -1
  static let unknown = CodePlace(file: -2, address: 0)
}

/// Stacks that share what they have in common: each node is a place, called from its parent's.
struct StackTree: Sendable {
  private struct Key: Hashable {
    var parent: Int32
    var place: CodePlace
  }

  static let root: Int32 = -1

  private let limit: Int
  private var numbers: [Key: Int32] = [:]
  private(set) var parents: [Int32] = []
  private(set) var places: [CodePlace] = []
  /// Stacks of which only the outer part is kept, since there are too many different ones.
  private(set) var cut = 0

  init(limit: Int = 1 << 19) { self.limit = limit }

  /// The node of a stack, given innermost first; `root` for an empty one.
  mutating func node(of stack: [CodePlace]) -> Int32 {
    var node = Self.root
    for place in stack.reversed() {
      let key = Key(parent: node, place: place)
      if let known = numbers[key] {
        node = known
        continue
      }
      guard places.count < limit else {
        cut += 1
        return node
      }
      let number = Int32(places.count)
      numbers[key] = number
      parents.append(node)
      places.append(place)
      node = number
    }
    return node
  }
}
