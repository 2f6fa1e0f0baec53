/// Fills a map.
struct BinaryKeyedEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: BinaryEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  private var part: EncodedPart { encoder.part }

  init(encoder: BinaryEncoder) { self.encoder = encoder }

  private func begin(_ key: any CodingKey) {
    part.countEntry()
    part.writer.append(text: key.stringValue)
  }

  private func entry(_ key: any CodingKey) -> BinaryEncoder {
    begin(key)
    return encoder.inner(key)
  }

  mutating func encodeNil(forKey key: Key) throws {
    begin(key)
    part.writer.append(.null)
  }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try entry(key).encodeValue(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { entry(key).container(keyedBy: type) }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    entry(key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { entry(SuperKey()) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { entry(key) }

  mutating func encode(_ value: Bool, forKey key: Key) throws {
    begin(key)
    part.writer.append(value)
  }
  mutating func encode(_ value: String, forKey key: Key) throws {
    begin(key)
    part.writer.append(value)
  }
  mutating func encode(_ value: Double, forKey key: Key) throws {
    begin(key)
    part.writer.append(value)
  }
  mutating func encode(_ value: Float, forKey key: Key) throws {
    begin(key)
    part.writer.append(value)
  }
  mutating func encode(_ value: Int, forKey key: Key) throws {
    begin(key)
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int8, forKey key: Key) throws {
    begin(key)
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int16, forKey key: Key) throws {
    begin(key)
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int32, forKey key: Key) throws {
    begin(key)
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int64, forKey key: Key) throws {
    begin(key)
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: UInt, forKey key: Key) throws {
    begin(key)
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt8, forKey key: Key) throws {
    begin(key)
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt16, forKey key: Key) throws {
    begin(key)
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt32, forKey key: Key) throws {
    begin(key)
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt64, forKey key: Key) throws {
    begin(key)
    part.writer.append(unsigned: value)
  }
}

/// The key under which a class keeps what its superclass encodes.
struct SuperKey: CodingKey {
  var stringValue: String { "super" }
  var intValue: Int? { nil }
  init() {}
  init?(stringValue: String) { nil }
  init?(intValue: Int) { nil }
}
