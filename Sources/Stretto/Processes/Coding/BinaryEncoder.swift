/// Encodes values for the way between the processes of a pool.
///
/// Compact and quick, not self-describing; `[UInt8]` travels as one run of bytes.
struct BinaryEncoder: Encoder {
  let part: EncodedPart
  let depth: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value in binary form.
  ///
  /// - Throws: what the value's own `encode` throws; `EncodingError` beyond 512 levels.
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let part = EncodedPart()
    try BinaryEncoder(part: part, depth: 0, codingPath: []).encodeValue(value)
    return part.encoded()
  }

  /// Encodes the value into this encoder's own part.
  func encodeValue<Value: Encodable>(_ value: Value) throws {
    if Value.self == [UInt8].self, let bytes = value as? [UInt8] {
      return part.writer.append(bytes)
    }
    guard depth < deepestValue else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: codingPath, debugDescription: "nested deeper than \(deepestValue) levels"))
    }
    try value.encode(to: self)
  }

  /// The encoder of a part inside this one.
  func inner(_ key: (any CodingKey)?) -> BinaryEncoder {
    BinaryEncoder(
      part: part.insert(), depth: depth + 1, codingPath: key.map { codingPath + [$0] } ?? codingPath
    )
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    part.become(.map)
    return KeyedEncodingContainer(BinaryKeyedEncoder<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    part.become(.array)
    return BinaryUnkeyedEncoder(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    BinarySingleEncoder(encoder: self)
  }
}
