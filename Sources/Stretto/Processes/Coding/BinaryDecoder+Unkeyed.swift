/// Reads an array, entry by entry.
struct BinaryUnkeyedDecoder: UnkeyedDecodingContainer {
  private let decoder: BinaryDecoder
  private let entries: Int
  private let end: Int
  private var reader: ByteReader
  private(set) var currentIndex = 0

  init(_ decoder: BinaryDecoder) throws {
    self.decoder = decoder
    var reader = decoder.reader
    let header = try decoder.checked { () throws(ByteReader.Malformed) -> (count: Int, end: Int)? in
      guard try reader.tag() == .array else { return nil }
      return try reader.containerHeader()
    }
    guard let header else { throw decoder.mismatch([Any].self) }
    (entries, end) = header
    self.reader = reader
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { entries }
  var isAtEnd: Bool { currentIndex >= entries }

  private var current: BinaryDecoder {
    get throws {
      guard !isAtEnd else {
        throw DecodingError.valueNotFound(
          Any.self,
          DecodingError.Context(
            codingPath: codingPath, debugDescription: "the array has \(entries) entries only"))
      }
      return decoder.inner(at: reader, nil)
    }
  }

  /// The next entry, which counts as read from now on.
  private mutating func next() throws -> BinaryDecoder {
    let entry = try current
    try decoder.checked { () throws(ByteReader.Malformed) in
      try reader.skipValue()
      if reader.offset > end { throw reader.malformed("an array has a wrong length") }
    }
    currentIndex += 1
    return entry
  }

  mutating func decodeNil() throws -> Bool {
    guard try current.isNil() else { return false }
    _ = try next()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decodeValue(type)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }

  mutating func decode(_: Bool.Type) throws -> Bool { try next().bool() }
  mutating func decode(_: String.Type) throws -> String { try next().string() }
  mutating func decode(_: Double.Type) throws -> Double { try next().double() }
  mutating func decode(_: Float.Type) throws -> Float { try next().float() }
  mutating func decode(_: Int.Type) throws -> Int { try next().signed() }
  mutating func decode(_: Int8.Type) throws -> Int8 { try next().signed() }
  mutating func decode(_: Int16.Type) throws -> Int16 { try next().signed() }
  mutating func decode(_: Int32.Type) throws -> Int32 { try next().signed() }
  mutating func decode(_: Int64.Type) throws -> Int64 { try next().signed() }
  mutating func decode(_: UInt.Type) throws -> UInt { try next().unsigned() }
  mutating func decode(_: UInt8.Type) throws -> UInt8 { try next().unsigned() }
  mutating func decode(_: UInt16.Type) throws -> UInt16 { try next().unsigned() }
  mutating func decode(_: UInt32.Type) throws -> UInt32 { try next().unsigned() }
  mutating func decode(_: UInt64.Type) throws -> UInt64 { try next().unsigned() }
}
