@preconcurrency import Glibc

/// Writing to the two standard streams without their buffers.
enum StandardStreams {
  /// Writes all of `bytes`; gives the error number of what went wrong.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// The result; stops quietly when the reader has gone, who then has no use for it.
  ///
  /// - Throws: `Failure` with status 3 when it cannot be written.
  static func output(_ text: String) throws(Failure) { try output(Array(text.utf8)) }

  /// A piece of the result, as above.
  static func output(_ bytes: [UInt8]) throws(Failure) {
    guard let error = write(bytes, to: STDOUT_FILENO), error != EPIPE else { return }
    throw Failure(
      "standard output: the result could not be written (\(String(cString: strerror(error)))); "
        + "free space or write it elsewhere", status: ExitStatus.notPossible)
  }

  /// Warnings, errors and progress; nobody is left to be told when that fails.
  static func message(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// Whether a person watches `descriptor`.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal on standard output, 100 when it is not one.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// Colour is for a terminal whose user has not said no (no-color.org).
  static var wantsColour: Bool {
    guard isTerminal(STDOUT_FILENO) else { return false }
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return true
  }
}
