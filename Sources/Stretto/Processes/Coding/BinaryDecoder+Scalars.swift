extension BinaryDecoder {
  /// Reads the tag, and the rest of the value when the tag is the one wanted.
  private func scalar<T>(
    _ tag: ValueTag, _ type: Any.Type, _ read: (inout ByteReader) throws(ByteReader.Malformed) -> T
  ) throws -> T {
    var reader = reader
    guard try checked({ () throws(ByteReader.Malformed) in try reader.tag() }) == tag else {
      throw mismatch(type)
    }
    return try checked { () throws(ByteReader.Malformed) in try read(&reader) }
  }

  private var tag: ValueTag {
    get throws {
      var reader = reader
      return try checked { () throws(ByteReader.Malformed) in try reader.tag() }
    }
  }

  func isNil() throws -> Bool { try tag == .null }

  func bool() throws -> Bool {
    switch try tag {
    case .yes: true
    case .no: false
    default: throw mismatch(Bool.self)
    }
  }

  func signed<Value: FixedWidthInteger>() throws -> Value {
    let coded = try scalar(.signed, Value.self) { (reader) throws(ByteReader.Malformed) in
      try reader.varint()
    }
    return try fit(Int64(bitPattern: (coded >> 1) ^ (0 &- (coded & 1))))
  }

  func unsigned<Value: FixedWidthInteger>() throws -> Value {
    try fit(
      try scalar(.unsigned, Value.self) { (reader) throws(ByteReader.Malformed) in
        try reader.varint()
      })
  }

  private func fit<Value: FixedWidthInteger>(_ number: some FixedWidthInteger) throws -> Value {
    guard let value = Value(exactly: number) else {
      throw corrupted("\(number) does not fit into \(Value.self) (byte \(reader.offset))")
    }
    return value
  }

  func float() throws -> Float {
    Float(
      bitPattern: try scalar(.float, Float.self) { (reader) throws(ByteReader.Malformed) in
        try reader.fixed(UInt32.self)
      })
  }

  func double() throws -> Double {
    Double(
      bitPattern: try scalar(.double, Double.self) { (reader) throws(ByteReader.Malformed) in
        try reader.fixed(UInt64.self)
      })
  }

  func string() throws -> String {
    try scalar(.string, String.self) { (reader) throws(ByteReader.Malformed) in try reader.text() }
  }

  func bytes() throws -> [UInt8] {
    try scalar(.bytes, [UInt8].self) { (reader) throws(ByteReader.Malformed) in try reader.run() }
  }
}
