/// Reads one HTTP/1.1 response from bytes as they come, in pieces of any size.
///
/// Bodies end by Content-Length, by chunked coding or by the end of the
/// connection. Informational responses (1xx) are skipped. Sizes are bounded, so
/// that a bad server can't exhaust memory.
package struct HTTPResponseParser: Sendable {
  /// The most bytes of status line and headers, trailers included.
  package static let largestHead = 64 << 10
  /// The most bytes of a body.
  package static let largestBody = 64 << 20

  enum State: Hashable {
    case statusLine
    case headers
    case body(remaining: Int)
    case chunkSize
    case chunk(remaining: Int)
    case chunkEnd
    case trailers
    case untilClose
    case complete
  }

  var state = State.statusLine
  /// The line under way, without its end.
  private var line: [UInt8] = []
  private var headBytes = 0
  package private(set) var response = HTTPResponse(status: 0)

  package init() {}

  package var isComplete: Bool { state == .complete }

  /// Takes bytes; what follows a complete response is ignored.
  package mutating func consume(_ bytes: ArraySlice<UInt8>) throws(HTTPClientError) {
    var rest = bytes
    while !rest.isEmpty, state != .complete {
      switch state {
      case .body(let remaining):
        let taken = try take(&rest, atMost: remaining)
        state = taken == remaining ? .complete : .body(remaining: remaining - taken)
      case .chunk(let remaining):
        let taken = try take(&rest, atMost: remaining)
        state = taken == remaining ? .chunkEnd : .chunk(remaining: remaining - taken)
      case .untilClose:
        _ = try take(&rest, atMost: .max)
      default:
        try takeLine(&rest)
      }
    }
  }

  /// Tells that the server closed the connection, which ends some bodies and breaks all others.
  package mutating func end() throws(HTTPClientError) {
    switch state {
    case .complete: return
    case .untilClose: state = .complete
    case .statusLine where line.isEmpty:
      throw HTTPClientError("the server closed the connection without an answer")
    case .statusLine, .headers:
      throw HTTPClientError("the server closed the connection within the response's headers")
    default:
      throw HTTPClientError(
        "the server closed the connection after \(response.body.count) bytes of an unfinished body")
    }
  }

  private mutating func take(
    _ rest: inout ArraySlice<UInt8>, atMost limit: Int
  ) throws(HTTPClientError) -> Int {
    let piece = rest.prefix(limit)
    let count = piece.count
    guard response.body.count + count <= Self.largestBody else {
      throw HTTPClientError("the response's body exceeds \(Self.largestBody >> 20) MiB")
    }
    response.body.append(contentsOf: piece)
    rest = rest.dropFirst(count)
    return count
  }

  private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) throws(HTTPClientError) {
    let newline = UInt8(ascii: "\n")
    let piece = rest.prefix { $0 != newline }
    line.append(contentsOf: piece)
    let isWhole = piece.endIndex != rest.endIndex
    headBytes += piece.count + 1
    guard headBytes <= Self.largestHead else {
      throw HTTPClientError("the response's headers exceed \(Self.largestHead >> 10) KiB")
    }
    rest = rest[piece.endIndex...]
    guard isWhole else { return }
    rest = rest.dropFirst()
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    line.removeAll(keepingCapacity: true)
    try finishLine(text)
    // The frame of a long chunked body has no bound of its own: each line has.
    if state != .headers, state != .trailers { headBytes = 0 }
  }

  /// Begins the response anew, after an informational one.
  mutating func restart() {
    response = HTTPResponse(status: 0)
    state = .statusLine
  }

  mutating func setStatus(_ status: Int) { response.status = status }
  mutating func addHeader(_ header: HTTPResponse.Header) { response.headers.append(header) }
}
