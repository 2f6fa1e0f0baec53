@preconcurrency import Glibc

/// One line on standard error that says how far a long work is; silent when
/// nobody watches.
struct ProgressLine {
  private let isShown: Bool
  private var lastLength = 0

  init() { isShown = StandardStreams.isTerminal(STDERR_FILENO) }

  mutating func show(_ text: String) {
    guard isShown else { return }
    let padding = String(repeating: " ", count: max(0, lastLength - text.count))
    StandardStreams.message("\r" + text + padding)
    lastLength = text.count
  }

  /// Takes the line away, so that what follows starts in the first column.
  mutating func clear() {
    guard isShown, lastLength > 0 else { return }
    StandardStreams.message("\r" + String(repeating: " ", count: lastLength) + "\r")
    lastLength = 0
  }
}
