import CPerf
import Glibc

/// A signal that came to the recorder.
struct RelayedSignal: Hashable {
  /// Who sent it.
  enum Sender: Hashable {
    /// The terminal, to every process of the foreground group.
    case terminal
    /// A process; 0 for one outside of this container.
    case process(Int32)
  }

  var number: Int32
  var sender: Sender
}

/// Keeps the signals that end a program from ending the recorder, and tells of them.
///
/// One that the terminal sent has reached the command already, which is in the
/// same process group: passing it on would deliver it twice. What a process
/// sent to the recorder alone is to be passed on. While this lives, nothing else
/// in the process may handle these signals.
final class SignalRelay {
  private static let numbers = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]
  /// Two int32_t.
  private static let messageSize = 8
  /// Messages that are taken at once.
  private static let mostTaken = 64

  private let pipe: Pipe

  init() throws(RecorderFailure) {
    pipe = try Pipe(blocks: false)
    for number in Self.numbers { _ = stretto_relay_signal(number, pipe.writing) }
  }

  deinit { stop() }

  /// Gives the signals their defaults back.
  func stop() {
    for number in Self.numbers { stretto_stop_relay(number) }
  }

  /// Becomes readable when a signal has come.
  var descriptor: Int32 { pipe.reading }

  /// The signals that came, in their order.
  func take() -> [RelayedSignal] {
    let bytes = pipe.read(Self.messageSize * Self.mostTaken)
    return stride(from: 0, to: bytes.count - Self.messageSize + 1, by: Self.messageSize).map {
      let sender = Self.number(bytes[($0 + 4)..<($0 + 8)])
      return RelayedSignal(
        number: Self.number(bytes[$0..<($0 + 4)]),
        sender: sender == -1 ? .terminal : .process(sender))
    }
  }

  /// In the machine's own order, which is little-endian on all that Swift runs on.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int32 {
    Int32(bitPattern: bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
  }
}
