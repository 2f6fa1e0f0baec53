package import TraceModel

/// Numbers as they stand in text.
package enum Quantity {
  /// A time to three digits in the unit that suits it: 4.01 s, 203 ms, 12.3 µs, 840 ns, 12.5 min.
  package static func duration(_ time: Nanoseconds) -> String {
    guard time.count > Int64.min else { return "-" }
    let sign = time.count < 0 ? "-" : ""
    let nanoseconds = Double(time.count.magnitude)
    if nanoseconds == 0 { return "0 s" }
    if nanoseconds < 999.5 { return sign + fixed(nanoseconds, 0) + " ns" }
    for (unit, size) in [("µs", 1e3), ("ms", 1e6), ("s", 1e9)] where nanoseconds / size < 999.5 {
      return sign + threeDigits(nanoseconds / size) + " " + unit
    }
    let minutes = nanoseconds / 60e9
    if minutes < 99.95 { return sign + threeDigits(minutes) + " min" }
    return sign + threeDigits(minutes / 60) + " h"
  }

  /// A number of cores, tasks or times: two decimals below ten, fewer above.
  package static func ratio(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "-" }
    return threeDigits(value)
  }

  /// A share as a percentage: 0.004 is "0.4 %".
  package static func percent(_ share: Double?, decimals: Int = 1) -> String {
    guard let share, share.isFinite else { return "-" }
    return fixed(share * 100, decimals) + " %"
  }

  /// A number with so many decimals; "-" when it is not finite or beyond a million million.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = (0..<max(decimals, 0)).reduce(1.0) { power, _ in power * 10 }
    guard value.isFinite, abs(value) < 1e12 else { return "-" }
    let scaled = Int64((abs(value) * scale).rounded())
    let whole = scaled / Int64(scale)
    let sign = value < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(whole).\(zeros)\(fraction)"
  }

  /// "1 round", "12 rounds".
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func threeDigits(_ value: Double) -> String {
    let size = abs(value)
    return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0)
  }
}
