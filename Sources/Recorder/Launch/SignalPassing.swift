import Glibc

/// Passes signals on to the program, and tells when the user wants an end.
///
/// What the program's own processes send (such as `kill 0`, which reaches the whole
/// group and so the recorder) is not sent back to it. A second Ctrl-C shortly after the
/// first, which the program has then survived, is for the recorder: it gives up.
final class SignalPassing {
  /// Between two Ctrl-C that are one wish to end; at a prompt they come further apart.
  private static let impatience: Int64 = 2_000_000_000

  private let relay: SignalRelay
  private let program: StartedProgram
  private var lastInterrupt: Int64?
  /// Whether the recording is to end at once: the user pressed Ctrl-C twice, or a signal came
  /// when the command had ended and only what outlives it was waited for.
  private(set) var isGivenUp = false

  init(_ relay: SignalRelay, to program: StartedProgram) {
    self.relay = relay
    self.program = program
  }

  /// Becomes readable when a signal has come.
  var descriptor: Int32 { relay.descriptor }

  /// From here on a signal ends the tool.
  func stop() { relay.stop() }

  /// Passes on what has come.
  ///
  /// - Parameter isOwn: Whether a process is known to be one of the program's.
  func passOn(_ isOwn: (Int32) -> Bool) {
    for signal in relay.take() {
      if program.ending != nil {
        isGivenUp = isGivenUp || signal.isRequestToEnd
        continue
      }
      switch signal.sender {
      case .terminal: noteFromTerminal(signal.number)
      case .process(let sender):
        if isOwn(sender) || ProcessTree.isBelow(program.process, sender) { continue }
        program.send(signal.number)
      }
    }
  }

  private func noteFromTerminal(_ number: Int32) {
    guard number == SIGINT else { return }
    let now = Clock.monotonic
    if let lastInterrupt, now - lastInterrupt < Self.impatience { isGivenUp = true }
    lastInterrupt = now
  }
}

extension RelayedSignal {
  fileprivate var isRequestToEnd: Bool { [SIGINT, SIGTERM, SIGHUP, SIGQUIT].contains(number) }
}

/// Who made whom, as the kernel tells at this instant.
enum ProcessTree {
  private static let deepest = 1000

  /// Whether a living process is `ancestor`, or descends from it.
  static func isBelow(_ ancestor: Int32, _ process: Int32) -> Bool {
    var process = process
    for _ in 0..<deepest {
      if process == ancestor { return true }
      guard process > 1, let parent = parent(of: process) else { return false }
      process = parent
    }
    return false
  }

  /// The field after the state, which follows the name; a name may hold anything, ")" too.
  static func parent(of process: Int32) -> Int32? {
    guard let text = KernelFile.text("/proc/\(process)/stat"),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    return fields.count > 1 ? Int32(fields[1]) : nil
  }
}
