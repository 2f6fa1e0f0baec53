@preconcurrency import Glibc

/// A TCP socket to a port on loopback, closed when it goes out of scope.
struct LoopbackSocket: ~Copyable {
  let descriptor: Int32
  let port: UInt16

  /// Opens a socket without connecting it.
  init(port: UInt16, isNonBlocking: Bool) throws(HTTPClientError) {
    let kind =
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      | (isNonBlocking ? Int32(SOCK_NONBLOCK.rawValue) : 0)
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw .system("open a socket to", port: port) }
    self.descriptor = descriptor
    self.port = port
  }

  deinit { close(descriptor) }

  /// What a call on a socket that must not block came to.
  enum Progress<Value> {
    case done(Value)
    case wouldBlock
  }

  /// Begins to connect; on a blocking socket, connects.
  func connect() throws(HTTPClientError) -> Progress<Void> {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status == 0 || errno == EISCONN { return .done(()) }
    // An interrupted connect goes on in the background, as a non-blocking one does.
    if errno == EINPROGRESS || errno == EINTR { return .wouldBlock }
    throw .system("connect to", port: port)
  }

  /// Takes the outcome of a connect that was in progress.
  func finishConnecting() throws(HTTPClientError) {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
      throw .system("connect to", port: port)
    }
    if code != 0 { throw .system("connect to", port: port, code: code) }
  }

  /// Sends what fits and says how many bytes that was.
  func send(_ bytes: ArraySlice<UInt8>) throws(HTTPClientError) -> Progress<Int> {
    while true {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return .done(count) }
      if errno == EAGAIN { return .wouldBlock }
      if errno != EINTR { throw .system("send to", port: port) }
    }
  }

  /// Receives what there is, at most the buffer's size; 0 is the end of the connection.
  func receive(into buffer: inout [UInt8]) throws(HTTPClientError) -> Progress<Int> {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      if count >= 0 { return .done(count) }
      if errno == EAGAIN { return .wouldBlock }
      if errno != EINTR { throw .system("receive from", port: port) }
    }
  }

  /// Makes calls that block give up after a time.
  func limitBlocking(seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
  }
}
