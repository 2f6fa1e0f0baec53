/// What the user may give for times and sizes; what is wrong with it is one sentence.
enum RecordValues {
  private static let longest = 1e9
  private static let leastMemory = 1 << 20
  private static let mostMemory = 1 << 40
  private static let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]

  /// Seconds above 0, such as `10` or `0.5`.
  static func duration(_ text: String) throws(Failure) -> Duration {
    guard let seconds = Double(text), seconds > 0, seconds <= longest else {
      throw Failure("--duration \(text) is no time to record: give seconds above 0, such as 10")
    }
    return .seconds(seconds)
  }

  /// A number with K, M or G behind it (or nothing, for bytes).
  static func memory(_ text: String) throws(Failure) -> Int {
    let unit = text.last.flatMap { units[Character($0.uppercased())] }
    let digits = unit == nil ? text[...] : text.dropLast()
    let scaled = Int(digits)?.multipliedReportingOverflow(by: unit ?? 1)
    guard let scaled, !scaled.overflow, (leastMemory...mostMemory).contains(scaled.partialValue)
    else {
      throw Failure("--memory \(text) is no size to record with: give 1M to 1024G, such as 64M")
    }
    return scaled.partialValue
  }
}
