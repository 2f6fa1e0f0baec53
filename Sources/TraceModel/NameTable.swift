/// The strings of a trace, each stored once; events carry their numbers.
package struct NameTable: Sendable {
  /// The number of a string in its table.
  ///
  /// 0 is the empty string: none given.
  package struct ID: Hashable, Sendable {
    package let index: UInt32
    @inlinable
    package init(index: UInt32) { self.index = index }
    package static let none = ID(index: 0)
  }

  private var strings = [""]
  private var numbers = ["": ID.none]

  package init() {}

  package var count: Int { strings.count }

  package subscript(id: ID) -> String { strings[Int(id.index)] }

  /// The string's number, a new one at its first appearance.
  package mutating func intern(_ string: String) -> ID {
    if let known = numbers[string] { return known }
    let id = ID(index: UInt32(strings.count))
    strings.append(string)
    numbers[string] = id
    return id
  }

  /// The number of a string that the trace holds, or nil.
  package func find(_ string: String) -> ID? { numbers[string] }
}
