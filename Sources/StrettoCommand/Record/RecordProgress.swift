@preconcurrency import Glibc
import Recorder

/// How far a recording is, where the line disturbs nobody: the program's own
/// output must not be on the same terminal.
struct RecordProgress {
  private var line = ProgressLine()
  private let isShown = !StandardStreams.isTerminal(STDOUT_FILENO)
  private var lastSecond: Int64 = -1
  private var hasSaidWaiting = false

  mutating func show(_ progress: RecordingProgress) {
    if progress.isCommandOver, !hasSaidWaiting {
      hasSaidWaiting = true
      clear()
      StandardStreams.message(
        "stretto: the command has ended; recording on until what it left behind ends too "
          + "(Ctrl-C stops the recording)\n")
    }
    let second = progress.elapsed.components.seconds
    guard isShown, second != lastSecond else { return }
    lastSecond = second
    line.show(Self.words(progress))
  }

  mutating func clear() { line.clear() }

  private static func words(_ progress: RecordingProgress) -> String {
    let (seconds, _) = progress.elapsed.components
    let time = "\(seconds / 60):" + "\(100 + seconds % 60)".dropFirst()
    let lost = progress.lost == 0 ? "none lost" : "\(progress.lost) lost"
    return "recording \(time)  \(counted(progress.processes, "process", "processes"))  "
      + "\(counted(progress.threads, "thread", "threads")) alive  "
      + "\(counted(progress.events, "event", "events")), \(lost)"
  }
}

/// A number and its noun.
func counted(_ number: Int, _ one: String, _ many: String) -> String {
  "\(number) \(number == 1 ? one : many)"
}
