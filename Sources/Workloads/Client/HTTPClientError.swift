@preconcurrency import Glibc

/// Why a request got no usable answer, in one sentence.
package struct HTTPClientError: Error, Hashable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }

  /// A system call that failed.
  static func system(_ what: String, port: UInt16, code: Int32 = errno) -> HTTPClientError {
    HTTPClientError("cannot \(what) 127.0.0.1:\(port): \(String(cString: strerror(code)))")
  }
}
