/// Writes one value in place.
struct BinarySingleEncoder: SingleValueEncodingContainer {
  let encoder: BinaryEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  private var part: EncodedPart { encoder.part }

  init(encoder: BinaryEncoder) { self.encoder = encoder }

  mutating func encodeNil() throws { part.writer.append(.null) }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try encoder.inner(nil).encodeValue(value)
  }

  mutating func encode(_ value: Bool) throws { part.writer.append(value) }
  mutating func encode(_ value: String) throws { part.writer.append(value) }
  mutating func encode(_ value: Double) throws { part.writer.append(value) }
  mutating func encode(_ value: Float) throws { part.writer.append(value) }
  mutating func encode(_ value: Int) throws { part.writer.append(signed: value) }
  mutating func encode(_ value: Int8) throws { part.writer.append(signed: value) }
  mutating func encode(_ value: Int16) throws { part.writer.append(signed: value) }
  mutating func encode(_ value: Int32) throws { part.writer.append(signed: value) }
  mutating func encode(_ value: Int64) throws { part.writer.append(signed: value) }
  mutating func encode(_ value: UInt) throws { part.writer.append(unsigned: value) }
  mutating func encode(_ value: UInt8) throws { part.writer.append(unsigned: value) }
  mutating func encode(_ value: UInt16) throws { part.writer.append(unsigned: value) }
  mutating func encode(_ value: UInt32) throws { part.writer.append(unsigned: value) }
  mutating func encode(_ value: UInt64) throws { part.writer.append(unsigned: value) }
}
