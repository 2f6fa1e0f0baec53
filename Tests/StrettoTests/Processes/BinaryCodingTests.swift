import Testing

@testable import Stretto

struct BinaryCodingTests {
  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try BinaryDecoder.decode(Value.self, from: try BinaryEncoder.encode(value))
  }

  @Test func `scalars come back as they were`() throws {
    #expect(try roundTrip(true) == true)
    #expect(try roundTrip(Int.min) == .min)
    #expect(try roundTrip(Int64.max) == .max)
    #expect(try roundTrip(Int8(-128)) == -128)
    #expect(try roundTrip(UInt64.max) == .max)
    #expect(try roundTrip(UInt8(255)) == 255)
    #expect(try roundTrip("naïve \0 \"日本\" 🦊") == "naïve \0 \"日本\" 🦊")
    #expect(try roundTrip(-0.0).sign == .minus)
    #expect(try roundTrip(Double.infinity) == .infinity)
    #expect(try roundTrip(Double.nan).isNaN)
    #expect(try roundTrip(Float.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
    #expect(try roundTrip(Int?.none) == nil)
    #expect(try roundTrip(Int?.some(3)) == 3)
  }

  @Test func `containers of every kind come back as they were`() throws {
    #expect(try roundTrip([Int]()) == [])
    #expect(try roundTrip(["a": [1, 2], "": []]) == ["a": [1, 2], "": []])
    #expect(try roundTrip([3: "x", -4: "y"]) == [3: "x", -4: "y"])
    #expect(try roundTrip([1, nil, 3]) == [1, nil, 3])
    #expect(try roundTrip(Set([1, 2, 3])) == [1, 2, 3])
    #expect(try roundTrip([[UInt8](0...255), []]) == [[UInt8](0...255), []])
    #expect(try roundTrip(Empty()) == Empty())
    #expect(try roundTrip(Range(uncheckedBounds: (1, 5))) == 1..<5)
  }

  @Test func `classes, enumerations and containers filled in turns come back as they were`()
    throws
  {
    let derived = try roundTrip(Derived(base: 1, more: "two"))
    #expect(derived.base == 1 && derived.more == "two")
    for shape in [Shape.point, .circle(radius: 2.5), .named("x", [.point])] {
      #expect(try roundTrip(shape) == shape)
    }
    #expect(try roundTrip(Interleaved(left: [1, 2], right: ["a", "b"])).right == ["a", "b"])
  }

  @Test(arguments: 0..<40) func `random values come back as they were`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    for _ in 0..<25 {
      let value = Tree.random(depth: 4, &random)
      #expect(try roundTrip(value) == value)
    }
  }

  @Test func `bytes travel as one run`() throws {
    #expect(try BinaryEncoder.encode([UInt8](repeating: 7, count: 100_000)).count == 100_004)
  }

  @Test(arguments: 0..<20) func `a cut value is an error at every place, never a trap`(
    seed: UInt64
  ) throws {
    var random = SplitMix(state: seed)
    let bytes = try BinaryEncoder.encode(Tree.random(depth: 3, &random))
    for length in 0..<bytes.count {
      #expect(throws: DecodingError.self) {
        try BinaryDecoder.decode(Tree.self, from: Array(bytes[..<length]))
      }
    }
  }

  @Test func `a text or byte run that ends one byte early is an error, not a read beyond it`()
    throws
  {
    let text = try BinaryEncoder.encode("text")
    let run = try BinaryEncoder.encode([UInt8](repeating: 7, count: 9))
    let list = try BinaryEncoder.encode(["a", "bc"])
    for length in 1...2 {
      #expect(throws: DecodingError.self) {
        try BinaryDecoder.decode(String.self, from: text.dropLast(length))
      }
      #expect(throws: DecodingError.self) {
        try BinaryDecoder.decode([UInt8].self, from: run.dropLast(length))
      }
      #expect(throws: DecodingError.self) {
        try BinaryDecoder.decode([String].self, from: list.dropLast(length))
      }
    }
  }

  /// Without the bound, reading it would take as long as the number is large.
  @Test func `a container with more entries than bytes is an error before its first entry`() throws
  {
    var writer = ByteWriter()
    writer.append(.array)
    var body = ByteWriter()
    body.appendVarint(UInt64(Int64.max))
    writer.appendVarint(UInt64(body.bytes.count + 1))
    writer.append(raw: body.bytes)
    writer.append(raw: [0])
    let error = try #require(throws: DecodingError.self) {
      try BinaryDecoder.decode([Int?].self, from: writer.bytes)
    }
    #expect("\(error)".contains("more entries than bytes"))
  }

  @Test(arguments: 0..<20) func `spoilt bytes give an error or a value, never a trap`(
    seed: UInt64
  ) throws {
    var random = SplitMix(state: seed)
    let bytes = try BinaryEncoder.encode(Tree.random(depth: 3, &random))
    var failures = 0
    for _ in 0..<500 {
      var spoilt = bytes
      for _ in 0...Int(random.next() % 3) {
        spoilt[Int(random.next() % UInt64(spoilt.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      do {
        _ = try BinaryDecoder.decode(Tree.self, from: spoilt)
      } catch {
        #expect(error is DecodingError)
        failures += 1
      }
    }
    #expect(failures > 0)
  }

  @Test(
    arguments: [
      [], [99], [7, 200, 1], [9, 5, 200], [9, 1, 100], [3] + [UInt8](repeating: 255, count: 12),
      [7, 2, 0xc3, 0x28], [0, 0],
    ] as [[UInt8]])
  func `malformed bytes say what is wrong and where`(bytes: [UInt8]) throws {
    let error = try #require(throws: DecodingError.self) {
      try BinaryDecoder.decode([String].self, from: bytes)
    }
    #expect("\(error)".contains("byte"))
  }

  @Test func `numbers that do not fit are errors`() throws {
    let large = try BinaryEncoder.encode(300)
    #expect(throws: DecodingError.self) { try BinaryDecoder.decode(Int8.self, from: large) }
    #expect(throws: DecodingError.self) { try BinaryDecoder.decode(UInt.self, from: large) }
    #expect(throws: DecodingError.self) { try BinaryDecoder.decode(String.self, from: large) }
  }

  @Test func `a missing key and a missing entry are errors`() throws {
    let empty = try BinaryEncoder.encode([String: Int]())
    let error = try #require(throws: DecodingError.self) {
      try BinaryDecoder.decode(Tree.self, from: empty)
    }
    guard case .keyNotFound = error else {
      Issue.record("\(error)")
      return
    }
    let one = try BinaryEncoder.encode([1])
    #expect(throws: DecodingError.self) { try BinaryDecoder.decode(Pair.self, from: one) }
  }

  @Test func `values nested too deep are errors on both sides`() throws {
    var tree = Tree(number: 0)
    for _ in 0..<600 { tree = Tree(number: 1, children: [tree]) }
    #expect(throws: EncodingError.self) { try BinaryEncoder.encode(tree) }
    // An array of one array of one array …, by hand.
    var bytes: [UInt8] = [0]
    for _ in 0..<600 {
      var writer = ByteWriter()
      writer.append(.array)
      writer.appendVarint(UInt64(bytes.count + 1))
      writer.appendVarint(1)
      writer.append(raw: bytes)
      bytes = writer.bytes
    }
    #expect(throws: DecodingError.self) { try BinaryDecoder.decode(Nest.self, from: bytes) }
  }
}
