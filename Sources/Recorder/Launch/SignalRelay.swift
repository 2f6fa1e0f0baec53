import CPerf
import Glibc

/// Keeps the signals that end a program from ending the recorder, and tells of them.
///
/// One that the terminal sent has reached the command already, which is in the
/// same process group: passing it on would deliver it twice. What a process
/// sent to the recorder alone is to be passed on. While this lives, nothing else
/// in the process may handle these signals.
final class SignalRelay {
  private static let numbers = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]

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

  /// The signals to pass on, in their order.
  func take() -> [Int32] {
    let bytes = pipe.read(512)
    return stride(from: 0, to: bytes.count - 1, by: 2).compactMap {
      bytes[$0 + 1] == 1 ? Int32(bytes[$0]) : nil
    }
  }
}
