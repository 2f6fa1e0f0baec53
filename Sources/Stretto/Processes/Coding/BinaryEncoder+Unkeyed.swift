/// Fills an array.
struct BinaryUnkeyedEncoder: UnkeyedEncodingContainer {
  let encoder: BinaryEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { part.count }
  private var part: EncodedPart { encoder.part }

  init(encoder: BinaryEncoder) { self.encoder = encoder }

  private func begin() { part.countEntry() }

  private func entry() -> BinaryEncoder {
    begin()
    return encoder.inner(nil)
  }

  mutating func encodeNil() throws {
    begin()
    part.writer.append(.null)
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try entry().encodeValue(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { entry().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    entry().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { entry() }

  mutating func encode(_ value: Bool) throws {
    begin()
    part.writer.append(value)
  }
  mutating func encode(_ value: String) throws {
    begin()
    part.writer.append(value)
  }
  mutating func encode(_ value: Double) throws {
    begin()
    part.writer.append(value)
  }
  mutating func encode(_ value: Float) throws {
    begin()
    part.writer.append(value)
  }
  mutating func encode(_ value: Int) throws {
    begin()
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int8) throws {
    begin()
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int16) throws {
    begin()
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int32) throws {
    begin()
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: Int64) throws {
    begin()
    part.writer.append(signed: value)
  }
  mutating func encode(_ value: UInt) throws {
    begin()
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt8) throws {
    begin()
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt16) throws {
    begin()
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt32) throws {
    begin()
    part.writer.append(unsigned: value)
  }
  mutating func encode(_ value: UInt64) throws {
    begin()
    part.writer.append(unsigned: value)
  }
}
