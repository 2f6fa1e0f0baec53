@preconcurrency import Glibc

extension ArmFailure {
  /// The system's words for a signal, such as "Killed".
  static func name(ofSignal number: Int32) -> String {
    guard let text = strsignal(number) else { return "unknown" }
    return String(cString: text)
  }
}
