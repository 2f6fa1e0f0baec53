/// Reads one value in place.
struct BinarySingleDecoder: SingleValueDecodingContainer {
  let decoder: BinaryDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  /// Bytes that are not even a tag are not nil; decoding them says what is wrong.
  func decodeNil() -> Bool { (try? decoder.isNil()) ?? false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try decoder.inner(at: decoder.reader, nil).decodeValue(type)
  }

  func decode(_: Bool.Type) throws -> Bool { try decoder.bool() }
  func decode(_: String.Type) throws -> String { try decoder.string() }
  func decode(_: Double.Type) throws -> Double { try decoder.double() }
  func decode(_: Float.Type) throws -> Float { try decoder.float() }
  func decode(_: Int.Type) throws -> Int { try decoder.signed() }
  func decode(_: Int8.Type) throws -> Int8 { try decoder.signed() }
  func decode(_: Int16.Type) throws -> Int16 { try decoder.signed() }
  func decode(_: Int32.Type) throws -> Int32 { try decoder.signed() }
  func decode(_: Int64.Type) throws -> Int64 { try decoder.signed() }
  func decode(_: UInt.Type) throws -> UInt { try decoder.unsigned() }
  func decode(_: UInt8.Type) throws -> UInt8 { try decoder.unsigned() }
  func decode(_: UInt16.Type) throws -> UInt16 { try decoder.unsigned() }
  func decode(_: UInt32.Type) throws -> UInt32 { try decoder.unsigned() }
  func decode(_: UInt64.Type) throws -> UInt64 { try decoder.unsigned() }
}
