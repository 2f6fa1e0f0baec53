extension HTTPResponseParser {
  /// Takes one line of the head, of a chunk's frame or of the trailers.
  mutating func finishLine(_ text: String) throws(HTTPClientError) {
    switch state {
    case .statusLine:
      setStatus(try Self.status(of: text))
      state = .headers
    case .headers where text.isEmpty:
      try finishHead()
    case .headers:
      addHeader(try Self.header(of: text))
    case .chunkSize:
      let size = try Self.chunkSize(of: text)
      state = size == 0 ? .trailers : .chunk(remaining: size)
    case .chunkEnd:
      guard text.isEmpty else { throw HTTPClientError("a chunk of the response has no end") }
      state = .chunkSize
    case .trailers where text.isEmpty:
      state = .complete
    default:
      break
    }
  }

  private mutating func finishHead() throws(HTTPClientError) {
    if (100..<200).contains(response.status) { return restart() }
    if response.status == 204 || response.status == 304 {
      state = .complete
      return
    }
    if let coding = response["transfer-encoding"] {
      guard coding.lowercased() == "chunked" else {
        throw HTTPClientError(
          "the response uses the unknown transfer coding \(coding.debugDescription)")
      }
      state = .chunkSize
      return
    }
    guard let text = response["content-length"] else {
      state = .untilClose
      return
    }
    guard let length = Int(text), length >= 0 else {
      throw HTTPClientError("the response's length \(text.debugDescription) is not a number")
    }
    guard length <= Self.largestBody else {
      throw HTTPClientError("the response's body exceeds \(Self.largestBody >> 20) MiB")
    }
    state = length == 0 ? .complete : .body(remaining: length)
  }

  private static func status(of text: String) throws(HTTPClientError) -> Int {
    let parts = text.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]),
      (100..<600).contains(status)
    else { throw HTTPClientError("the answer does not begin like HTTP/1.1") }
    return status
  }

  private static func header(of text: String) throws(HTTPClientError) -> HTTPResponse.Header {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
      throw HTTPClientError("a header of the response has no name")
    }
    let value = text[text.index(after: colon)...]
    let trimmed = value.drop { $0 == " " || $0 == "\t" }
    let end = trimmed.lastIndex { $0 != " " && $0 != "\t" }.map { trimmed.index(after: $0) }
    return HTTPResponse.Header(
      name: text[..<colon].lowercased(),
      value: String(trimmed[..<(end ?? trimmed.startIndex)]))
  }

  private static func chunkSize(of text: String) throws(HTTPClientError) -> Int {
    let digits = text.prefix { $0 != ";" && $0 != " " }
    guard let size = Int(digits, radix: 16), size >= 0 else {
      throw HTTPClientError("a chunk's size in the response is not a number")
    }
    guard size <= largestBody else {
      throw HTTPClientError("the response's body exceeds \(largestBody >> 20) MiB")
    }
    return size
  }
}
