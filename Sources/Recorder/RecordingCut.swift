/// Why a recording ended before the program did.
package enum RecordingCut: Hashable, Sendable {
  /// `--duration` was over.
  case duration
  /// The user pressed Ctrl-C twice, or once when only `--wait` kept the recording going.
  case interrupt

  var sentence: String {
    switch self {
    case .duration: "the recording was stopped by --duration before the program ended"
    case .interrupt: "the recording was stopped by Ctrl-C before the program ended"
    }
  }
}
