/// Member keys as the scanner compares them: their bytes in one little-endian word.
///
/// 0 stands for any other key.
enum PackedKey {
  /// The key `name`.
  static let name: UInt64 = 0x656d_616e
  /// The key `cat`.
  static let category: UInt64 = 0x74_6163
  /// The key `ph`.
  static let phase: UInt64 = 0x6870
  /// The key `ts`.
  static let time: UInt64 = 0x7374
  /// The key `dur`.
  static let duration: UInt64 = 0x72_7564
  /// The key `pid`.
  static let process: UInt64 = 0x64_6970
  /// The key `tid`.
  static let thread: UInt64 = 0x64_6974
  /// The key `id`.
  static let identifier: UInt64 = 0x6469
  /// The key `id2`.
  static let scopedIdentifier: UInt64 = 0x32_6469
  /// The key `args`.
  static let arguments: UInt64 = 0x7367_7261
  /// The key `local`.
  static let local: UInt64 = 0x6c_6163_6f6c
  /// The key `global`.
  static let global: UInt64 = 0x6c61_626f_6c67
  /// The key `task`.
  static let task: UInt64 = 0x6b73_6174
  /// The key `key`.
  static let taskKey: UInt64 = 0x79_656b
  /// The key `cpu_ns`.
  static let cpuTime: UInt64 = 0x736e_5f75_7063
  /// The key `lane`.
  static let lane: UInt64 = 0x656e_616c
  /// The key `cpu`.
  static let cpu: UInt64 = 0x75_7063
  /// The key `role`.
  static let role: UInt64 = 0x656c_6f72
  /// The key `model`.
  static let model: UInt64 = 0x6c_6564_6f6d
  /// The key `cores`.
  static let cores: UInt64 = 0x73_6572_6f63
  /// The key `slots`.
  static let slots: UInt64 = 0x73_746f_6c73
  /// The key `from`.
  static let origin: UInt64 = 0x6d6f_7266
  /// The key `to`.
  static let target: UInt64 = 0x6f74
  /// The key `labels`.
  static let labels: UInt64 = 0x736c_6562_616c
  /// The key `executors`, which no word holds.
  static let executors = UInt64.max
  static let executorsLength = 9

  /// The word of a key's bytes; 0 when it is longer than a word.
  static func pack(_ text: ByteSpan) -> UInt64 {
    if isExecutors(text) { return executors }
    guard text.count <= 8 else { return 0 }
    var word: UInt64 = 0
    for index in 0..<text.count { word |= UInt64(text[index]) << UInt64(8 * index) }
    return word
  }

  private static func isExecutors(_ text: ByteSpan) -> Bool { text.equals("executors") }
}

extension Span<UInt8> {
  /// Whether these bytes are the text's.
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for index in 0..<count where unsafe self[index] != expected[index] { return false }
      return true
    }
  }

  /// These bytes as text, repaired where they are no UTF-8.
  var string: String {
    var bytes: [UInt8] = []
    for index in 0..<count { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// These bytes as a decimal integer, or nil.
  var integer: Int64? {
    guard let number = DecimalNumber(self), let value = number.scaled(by: 0),
      value.thousandths == 0
    else { return nil }
    return value.whole
  }
}
