/// Reads a map: its keys are found once, its values when they are asked for.
struct BinaryKeyedDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: BinaryDecoder
  private let keys: [String]
  /// Where each value starts.
  private let offsets: [Int]
  /// Types mostly ask in the order they were written in.
  private let hint = Hint()

  private final class Hint {
    var next = 0
  }

  init(_ decoder: BinaryDecoder) throws {
    self.decoder = decoder
    var reader = decoder.reader
    var keys: [String] = []
    var offsets: [Int] = []
    let isMap = try decoder.checked { () throws(ByteReader.Malformed) in
      guard try reader.tag() == .map else { return false }
      let (count, end) = try reader.containerHeader()
      for _ in 0..<count {
        keys.append(try reader.text())
        offsets.append(reader.offset)
        try reader.skipValue()
      }
      guard reader.offset == end else { throw reader.malformed("a map has a wrong length") }
      return true
    }
    guard isMap else { throw decoder.mismatch([String: Any].self) }
    self.keys = keys
    self.offsets = offsets
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { keys.compactMap { Key(stringValue: $0) } }
  func contains(_ key: Key) -> Bool { place(of: key.stringValue) != nil }

  private func place(of key: String) -> Int? {
    let next = hint.next
    if next < keys.count, keys[next] == key { return next }
    return keys.firstIndex(of: key)
  }

  private func value(_ key: any CodingKey) throws -> BinaryDecoder {
    guard let place = place(of: key.stringValue) else {
      throw DecodingError.keyNotFound(
        key,
        DecodingError.Context(
          codingPath: codingPath, debugDescription: "no value for \"\(key.stringValue)\""))
    }
    hint.next = place + 1
    return decoder.inner(at: decoder.reader.moved(to: offsets[place]), key)
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    let before = hint.next
    let isNil = try value(key).isNil()
    if !isNil { hint.next = before }
    return isNil
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try value(key).decodeValue(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try value(key).container(keyedBy: type) }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try value(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try value(SuperKey()) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }

  func decode(_: Bool.Type, forKey key: Key) throws -> Bool { try value(key).bool() }
  func decode(_: String.Type, forKey key: Key) throws -> String { try value(key).string() }
  func decode(_: Double.Type, forKey key: Key) throws -> Double { try value(key).double() }
  func decode(_: Float.Type, forKey key: Key) throws -> Float { try value(key).float() }
  func decode(_: Int.Type, forKey key: Key) throws -> Int { try value(key).signed() }
  func decode(_: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).signed() }
  func decode(_: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).signed() }
  func decode(_: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).signed() }
  func decode(_: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).signed() }
  func decode(_: UInt.Type, forKey key: Key) throws -> UInt { try value(key).unsigned() }
  func decode(_: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).unsigned() }
  func decode(_: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).unsigned() }
  func decode(_: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).unsigned() }
  func decode(_: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).unsigned() }
}
