/// Decodes what `BinaryEncoder` made; bytes made by others give an error, never a trap.
///
/// Every failure is a `DecodingError` with the byte offset in its text.
struct BinaryDecoder: Decoder {
  /// Stands at the value's tag.
  let reader: ByteReader
  let depth: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value that the bytes hold, all of them.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    var end = ByteReader(bytes)
    let decoder = BinaryDecoder(reader: end, depth: 0, codingPath: [])
    try decoder.checked { () throws(ByteReader.Malformed) in
      try end.skipValue()
      if end.remaining > 0 { throw end.malformed("bytes follow the value") }
    }
    return try decoder.decodeValue(type)
  }

  func decodeValue<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if Value.self == [UInt8].self, let value = try bytes() as? Value { return value }
    guard depth < deepestValue else {
      throw corrupted("nested deeper than \(deepestValue) levels")
    }
    return try Value(from: self)
  }

  /// The decoder of a value inside this one.
  func inner(at reader: ByteReader, _ key: (any CodingKey)?) -> BinaryDecoder {
    BinaryDecoder(
      reader: reader, depth: depth + 1, codingPath: key.map { codingPath + [$0] } ?? codingPath)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try BinaryKeyedDecoder<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try BinaryUnkeyedDecoder(self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    BinarySingleDecoder(decoder: self)
  }
}

extension BinaryDecoder {
  /// Turns what is wrong with the bytes into the error that `Codable` knows.
  func checked<T>(_ body: () throws(ByteReader.Malformed) -> T) throws -> T {
    do throws(ByteReader.Malformed) {
      return try body()
    } catch {
      throw corrupted("\(error.reason) (byte \(error.offset))")
    }
  }

  func corrupted(_ reason: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: reason))
  }

  func mismatch(_ wanted: Any.Type) -> DecodingError {
    .typeMismatch(
      wanted,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "another kind of value (byte \(reader.offset))"))
  }
}
