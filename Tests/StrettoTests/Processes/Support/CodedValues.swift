/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// A value with something of everything in it.
struct Tree: Codable, Equatable {
  var number = 0
  var unsigned = UInt32(0)
  var real = 0.0
  var flag = false
  var text: String?
  var bytes: [UInt8] = []
  var table: [String: Int16] = [:]
  var children: [Tree] = []

  static func random(depth: Int, _ random: inout SplitMix) -> Tree {
    func count(_ most: UInt64) -> Int { Int(random.next() % (most + 1)) }
    var tree = Tree()
    tree.number = Int(truncatingIfNeeded: random.next()) >> count(63)
    tree.unsigned = UInt32(truncatingIfNeeded: random.next()) >> UInt32(count(31))
    tree.real = Double(random.next() >> 11) / Double(1 + count(1_000))
    tree.flag = count(1) == 1
    tree.text =
      count(3) == 0
      ? nil : String((0..<count(5)).map { _ in "aé日🦊\0".randomElement(using: &random) ?? "x" })
    tree.bytes = (0..<count(20)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for _ in 0..<count(3) {
      tree.table["k\(count(100))"] = Int16(truncatingIfNeeded: random.next())
    }
    if depth > 0 {
      tree.children = (0..<count(3)).map { _ in Tree.random(depth: depth - 1, &random) }
    }
    return tree
  }
}

struct Empty: Codable, Equatable {}

enum Shape: Codable, Equatable {
  case point
  case circle(radius: Double)
  indirect case named(String, [Shape])
}

class Base: Codable {
  let base: Int
  init(base: Int) { self.base = base }
}

final class Derived: Base {
  let more: String
  private enum CodingKeys: CodingKey { case more }

  init(base: Int, more: String) {
    self.more = more
    super.init(base: base)
  }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    more = try container.decode(String.self, forKey: .more)
    try super.init(from: try container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(more, forKey: .more)
    try super.encode(to: container.superEncoder())
  }
}

/// Fills two arrays in turns.
struct Interleaved: Codable {
  var left: [Int]
  var right: [String]
  private enum CodingKeys: CodingKey { case left, right }

  init(left: [Int], right: [String]) {
    self.left = left
    self.right = right
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    // In the other order than written.
    right = try container.decode([String].self, forKey: .right)
    left = try container.decode([Int].self, forKey: .left)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var lefts = container.nestedUnkeyedContainer(forKey: .left)
    var rights = container.nestedUnkeyedContainer(forKey: .right)
    for (number, text) in zip(left, right) {
      try lefts.encode(number)
      try rights.encode(text)
    }
  }
}

/// Asks for two entries, whatever there are.
struct Pair: Codable {
  var first: Int
  var second: Int

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    first = try container.decode(Int.self)
    second = try container.decode(Int.self)
  }
}

/// Arrays in arrays.
struct Nest: Decodable {
  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    while !container.isAtEnd {
      if try container.decodeNil() { continue }
      _ = try container.decode(Nest.self)
    }
  }
}
