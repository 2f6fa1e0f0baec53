/// A value of an event as it was written, or that there is none.
struct Field {
  enum Kind: Hashable {
    case absent
    case null
    case boolean(Bool)
    case number
    /// NaN or Infinity.
    case notFinite
    case string
    case object
    case array
  }

  /// Longer texts are cut; `hash` covers them whole.
  static let textKept = 128

  var kind = Kind.absent
  /// The number as written, or the string without its escapes undone.
  var text: [UInt8] = []
  /// Of all its bytes: equal for equal texts, strings and numbers alike.
  var hash: UInt64 = Field.emptyHash
  var length = 0
  /// The string has an escape other than \".
  var hasEscape = false

  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func clear(_ kind: Kind = .absent) {
    self.kind = kind
    text.removeAll(keepingCapacity: true)
    hash = Field.emptyHash
    length = 0
    hasEscape = false
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    length += 1
    if text.count < Field.textKept { text.append(byte) }
  }

  var isAbsent: Bool { kind == .absent }

  /// Whether JavaScript would take it for true.
  var isTruthy: Bool {
    switch kind {
    case .absent, .null, .notFinite: false
    case .boolean(let value): value
    case .number: number != 0
    case .string: length > 0
    case .object, .array: true
    }
  }

  func equals(_ word: StaticString) -> Bool {
    text.count == word.utf8CodeUnitCount && length == text.count
      && word.description.utf8.elementsEqual(text)
  }
}

/// Numbers.
extension Field {
  /// The value of a number, or of a string that holds one.
  var number: Double? {
    guard kind == .number || kind == .string, length > 0, length == text.count else { return nil }
    if let whole { return Double(whole) }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// The value of whole digits within `Int64`.
  var whole: Int64? {
    var digits = text[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    guard !digits.isEmpty, length == text.count else { return nil }
    var value: Int64 = 0
    for byte in digits {
      let digit = Int64(byte) - 0x30
      guard digit >= 0, digit < 10 else { return nil }
      let tens = value.multipliedReportingOverflow(by: 10)
      let sum = tens.partialValue.subtractingReportingOverflow(digit)
      guard !tens.overflow, !sum.overflow else { return nil }
      value = sum.partialValue
    }
    // Collected below zero, where there is one value more.
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// Microseconds as nanoseconds, rounded as Perfetto does; nil for no number and beyond 64 bits.
  var nanoseconds: Int64? {
    guard kind == .number || kind == .string else { return nil }
    if let whole {
      let product = whole.multipliedReportingOverflow(by: 1000)
      return product.overflow ? nil : product.partialValue
    }
    guard let number else { return nil }
    return Int64(exactly: (number * 1000).rounded(.toNearestOrAwayFromZero))
  }

  /// Digits behind the point that are not zeros at the end; 0 where there is an exponent.
  var decimals: Int {
    guard let point = text.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    var last = text.count - 1
    while last > point, text[last] == UInt8(ascii: "0") { last -= 1 }
    let hasExponent = text.contains { $0 | 0x20 == UInt8(ascii: "e") }
    return hasExponent ? 0 : last - point
  }
}
