/// A JSON value whose objects keep the order of their members.
///
/// For metadata and reports: small trees. Events never take this form; they
/// are formatted by `EventEncoder` and scanned by the reader.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Written and read exactly.
  case integer(Int64)
  /// Written in the shortest form that reads back equal; not finite: `null`.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
  /// JSON text encoded already, written as it is; the caller answers for its validity.
  case raw([UInt8])
}

/// One `"key": value` of an object.
package struct JSONMember: Hashable, Sendable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }

  package init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// The value of an object's member, the last one where a key repeats; nil
  /// when there is none or this is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The members of an object, or nil.
  package var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The elements of an array, or nil.
  package var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The text of a string, or nil.
  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The exact value of an integer, also when it was written as a whole number such as `2.0`, or nil.
  package var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int64(exactly: value)
    default: nil
    }
  }

  /// The value of any number, or nil.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The truth value, or nil.
  package var truth: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
}
