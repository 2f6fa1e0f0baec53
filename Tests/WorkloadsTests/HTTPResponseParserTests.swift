import Testing
import Workloads

struct `The response parser` {
  static let cases: [(text: String, status: Int, body: String)] = [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\ncontent-length:  0 \r\n\r\n", 200, ""),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    ("HTTP/1.1 404 Not Found\nContent-Length: 2\n\nno", 404, "no"),
    ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nhello\r\nA;ext=1\r\n, chunked!\r\n0\r\nTrailer: 1\r\n\r\n",
      200, "hello, chunked!"
    ),
  ]

  @Test(arguments: cases)
  func `reads a response from one piece`(text: String, status: Int, body: String) throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array(text.utf8)[...])
    #expect(parser.isComplete)
    #expect(parser.response.status == status)
    #expect(parser.response.body == Array(body.utf8))
  }

  @Test(arguments: cases)
  func `reads the same response byte by byte, complete at the last only`(
    text: String, status: Int, body: String
  ) throws {
    var parser = HTTPResponseParser()
    let bytes = Array(text.utf8)
    for (place, byte) in bytes.enumerated() {
      #expect(!parser.isComplete, "complete after \(place) of \(bytes.count) bytes")
      try parser.consume([byte])
    }
    #expect(parser.isComplete)
    #expect(parser.response.status == status)
    #expect(parser.response.body == Array(body.utf8))
  }

  @Test func `takes a body without a length up to the end of the connection`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array("HTTP/1.0 200 OK\r\n\r\nall of ".utf8)[...])
    try parser.consume(Array("it".utf8)[...])
    #expect(!parser.isComplete)
    try parser.end()
    #expect(parser.isComplete)
    #expect(parser.response.body == Array("all of it".utf8))
  }

  @Test func `gives headers in lower case without the space around them`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(
      Array("HTTP/1.1 200 OK\r\nX-One:  a b \r\nX-Two:\r\nContent-Length: 0\r\n\r\n".utf8)[...])
    #expect(parser.response["x-one"] == "a b")
    #expect(parser.response["x-two"] == "")
    #expect(parser.response["x-three"] == nil)
  }

  @Test func `ignores what follows a complete response`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabc".utf8)[...])
    #expect(parser.response.body == Array("a".utf8))
  }

  @Test(arguments: [
    ("SSH-2.0-OpenSSH\r\n", "does not begin like HTTP/1.1"),
    ("HTTP/1.1 999 No\r\n", "does not begin like HTTP/1.1"),
    ("HTTP/1.1 200 OK\r\n: no name\r\n", "header of the response has no name"),
    ("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "\"many\" is not a number"),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "\"-1\" is not a number"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "exceeds 64 MiB"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "unknown transfer coding"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "chunk's size"),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", "chunk's size"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
      "chunk of the response has no end"
    ),
    (String(repeating: "x", count: 70_000), "headers exceed 64 KiB"),
    ("HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 12_000), "headers exceed 64 KiB"),
  ])
  func `refuses what is no response, in a sentence that says why`(text: String, why: String) {
    let error = #expect(throws: HTTPClientError.self) {
      var parser = HTTPResponseParser()
      try parser.consume(Array(text.utf8)[...])
    }
    #expect(error?.description.contains(why) == true, "\(error?.description ?? "no error")")
  }

  @Test(arguments: [
    ("", "without an answer"),
    ("HTTP/1.1 200 OK\r\nContent-", "within the response's headers"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", "after 3 bytes of an unfinished body"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
      "after 5 bytes of an unfinished body"
    ),
  ])
  func `says where the connection broke off`(text: String, where place: String) throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array(text.utf8)[...])
    let error = #expect(throws: HTTPClientError.self) { try parser.end() }
    #expect(error?.description.contains(place) == true, "\(error?.description ?? "no error")")
  }

  @Test func `reads a long body in small chunks`() throws {
    var parser = HTTPResponseParser()
    try parser.consume(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)[...])
    for _ in 0..<30_000 { try parser.consume(Array("1\r\nx\r\n".utf8)[...]) }
    try parser.consume(Array("0\r\n\r\n".utf8)[...])
    #expect(parser.isComplete)
    #expect(parser.response.body.count == 30_000)
  }
}
