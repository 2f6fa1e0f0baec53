@preconcurrency import Glibc
import Recorder

/// How far a recording is, where the line disturbs nobody: the program's own
/// output must not be on the same terminal.
struct RecordProgress {
  private var line = ProgressLine()
  private let isShown = !StandardStreams.isTerminal(STDOUT_FILENO)
  private var lastSecond: Int64 = -1

  mutating func show(_ progress: RecordingProgress) {
    let second = progress.elapsed.components.seconds
    guard isShown, second != lastSecond else { return }
    lastSecond = second
    line.show(
      "recording: \(second) s, \(progress.processes) processes, \(progress.threads) threads alive")
  }

  mutating func clear() { line.clear() }
}
