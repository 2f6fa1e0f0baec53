/// Decimal digits eight at a time, in a word loaded little-endian.
enum DecimalDigits {
  /// How many of the word's first bytes are digits.
  @inline(__always)
  static func count(_ word: UInt64) -> Int {
    let values = word ^ 0x3030_3030_3030_3030
    // A byte beyond 9 gets its top bit; a carry reaches only bytes behind such a one.
    let marks = ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
    return marks.trailingZeroBitCount >> 3
  }

  /// The number that the word's first `count` digits are, from 1 to 8 of them.
  @inline(__always)
  static func value(_ word: UInt64, _ count: Int) -> UInt64 {
    // The digits move to the end, behind zeros; neighbours are added in three rounds.
    let digits = (word << UInt64(64 - 8 * count)) & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (digits &* (10 << 8 + 1)) >> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* (100 << 16 + 1)) >> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* (10_000 << 32 + 1)) >> 32
  }

  /// 10 to the power of 0 to 8.
  @inline(__always)
  static func power(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    default: 100_000_000
    }
  }
}
