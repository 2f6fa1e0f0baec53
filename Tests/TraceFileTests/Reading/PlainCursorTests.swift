import Testing
import TraceModel

@testable import TraceFile

/// The cursor reads what the scanner reads, or leaves it to the scanner.
@Suite struct PlainCursorTests {
  /// An event as both paths give it, texts instead of numbers.
  private struct Facts: Equatable {
    var phase: UInt8
    var texts: [String?]
    var times: [EventTime?]
    var hasDuration: Bool
    var numbers: [Int64?]
    var identifier: EventIdentifier?
    var arguments: [Int64?]
    var unreadable: Int
    var isBroken: Bool

    init(_ event: ScannedEvent, _ scanner: borrowing EventScanner) {
      phase = event.phase
      let arguments = event.arguments
      var texts =
        [scanner.names.names[event.name], scanner.names.names[event.category]] as [String?]
      if let process = event.process { texts.append(scanner.textNumber(process)) }
      if let thread = event.thread { texts.append(scanner.textNumber(thread)) }
      for text in [
        event.identifierText, arguments.task, arguments.key, arguments.lane, arguments.name,
        arguments.model, arguments.origin, arguments.target, arguments.labels,
      ] {
        texts.append(event.text(text))
      }
      self.texts = texts
      times = [event.time, event.duration]
      hasDuration = event.hasDuration
      numbers = [event.process, event.thread]
      identifier = event.identifier
      self.arguments = [arguments.cpuTime, arguments.cpu, arguments.cores, arguments.slots]
      unreadable = arguments.unreadable
      isBroken = event.isBroken
    }
  }

  /// The events of a text, read field by field by the scanner alone or with the cursor.
  private func facts(_ text: String, isPlain: Bool) throws -> [Facts] {
    var scanner = try EventScanner(
      FileInput(bytes: Array(text.utf8), name: "text"), options: TraceReaderOptions(),
      keepsRawText: !isPlain)
    var event = ScannedEvent()
    var all: [Facts] = []
    while try scanner.next(&event) { all.append(Facts(event, scanner)) }
    return all
  }

  private let values = [
    "0", "7", "-7", "12345678", "123456789012345", "1234567890123456", "99999999999999999999",
    "1.5", "1.", "-0.25", "0.1234567", "0.12345678", "123456789012345.1234567", "1e3", "1.5e2x",
    "12.345", "007", "null", "true", "\"\"", "\"a\"", "\"name of 8\"", "\"exactly8\"",
    "\"sixteen byte txt\"", "\"0x1f\"", "\"0x\"", "\"0xfffffffffffffffff\"",
    "\"0xFFFFFFFFFFFFFFFF\"",
    "\"12\"", "\"-3\"", "\".5\"", "\"n\"", "\"esc\\\"aped\"", "\"\\u0041\"", "\"é日本😀\"",
    "\"tab\tin\"", "{}", "[]", "[1,{\"a\":\"]\\\"}\"}]", "{\"local\":\"0x1\"}", "{\"global\":5}",
    "{\"task\":7,\"key\":\"k\",\"cpu_ns\":\"12\"}",
    "{\"name\":\"x\",\"labels\":\"GPU\",\"role\":\"worker\"}",
    "{\"from\":1,\"to\":\"b\",\"executors\":{\"pool\":2},\"executor\":3}",
    "{\"task\":{},\"cpu_ns\":1.5}",
  ]
  private let keys = [
    "name", "cat", "ph", "ts", "dur", "pid", "tid", "id", "id2", "args", "bp", "cname", "tts",
    "sevenkk", "eightkey", "ninekeyss", "n\\u0061me", "", "task", "executors",
  ]

  @Test func `both paths give the same events, whatever the fields`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let spaces = ["", "", "", " ", "\n ", "\t\r\n"]
    for _ in 0..<300 {
      var events: [String] = []
      for _ in 0..<20 {
        let fields = (0..<Int.random(in: 0...9, using: &random)).map { _ in
          let space = spaces.randomElement(using: &random) ?? ""
          let key = keys.randomElement(using: &random) ?? ""
          let value = values.randomElement(using: &random) ?? ""
          return "\(space)\"\(key)\"\(space):\(space)\(value)\(space)"
        }
        events.append("{" + fields.joined(separator: ",") + "}")
      }
      let text = "[" + events.joined(separator: ",\n") + "]"
      #expect(
        try facts(text, isPlain: true) == facts(text, isPlain: false), "seed \(seed): \(text)")
    }
  }

  @Test func `every value under every key is read the same`() throws {
    for key in keys {
      for value in values {
        let text = "[{\"\(key)\":\(value)},{\"\(key)\":\(value),\"ph\":\"X\"}]"
        #expect(try facts(text, isPlain: true) == facts(text, isPlain: false), "\(text)")
      }
    }
  }

  @Test func `digits are counted and read by words`() {
    for count in 0...8 {
      for value in [0, 1, 9, 10, 12_345_678, 99_999_999, 87_654_321] {
        var bytes = Array(String(value % Int(DecimalDigits.power(count))).utf8)
        bytes = [UInt8](repeating: 0x30, count: max(0, count - bytes.count)) + bytes
        if count == 0 { bytes = [] }
        for next in [UInt8(ascii: "."), 0x2F, 0x3A, 0x00, 0x80, 0xFF, 0xB9] {
          let filled = bytes + [UInt8](repeating: next, count: 8 - count)
          let word = filled.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
          #expect(DecimalDigits.count(word) == count)
          if count > 0 {
            #expect(DecimalDigits.value(word, count) == UInt64(value) % DecimalDigits.power(count))
          }
        }
      }
    }
  }
}
