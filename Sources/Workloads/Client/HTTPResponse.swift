/// An answer read to its end.
package struct HTTPResponse: Hashable, Sendable {
  package var status: Int
  /// Names in lower case, in the order received.
  package var headers: [Header]
  package var body: [UInt8]

  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first header of that name, given in lower case.
  package subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// The text of a GET request that asks the server to close when it has answered.
package enum HTTPRequest {
  package static func get(_ path: String, port: UInt16) -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
  }
}
