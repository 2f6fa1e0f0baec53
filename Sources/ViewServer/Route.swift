import NIOHTTP1

/// What a request asks for, decided from its head alone.
///
/// A request's path is compared, never decoded and never joined to a folder: it can name the page,
/// the page's own files and the number of a trace, and nothing else.
enum Route: Equatable {
  case page
  case embedded(String)
  case trace(Int)
  case refused(HTTPResponseStatus, String)

  /// A path longer than this is none of ours.
  static let longestURI = 1024

  init(_ head: HTTPRequestHead, token: String, port: Int, traceCount: Int) {
    // A page of another site may point its own name at this address (DNS rebinding); the name
    // then stands in Host.
    let hosts = head.headers["host"].map { $0.lowercased() }
    guard hosts == ["127.0.0.1:\(port)"] || hosts == ["localhost:\(port)"] else {
      self = .refused(.forbidden, "This server answers to 127.0.0.1 only.")
      return
    }
    guard head.method == .GET || head.method == .HEAD else {
      self = .refused(.methodNotAllowed, "This server can only be read from.")
      return
    }
    guard head.uri.utf8.count <= Route.longestURI else {
      self = .refused(.uriTooLong, "The address is too long.")
      return
    }
    self =
      Route.named(head.uri, token: token, traceCount: traceCount)
      ?? .refused(.notFound, "There is nothing here; use the whole address that was printed.")
  }

  private static func named(_ uri: String, token: String, traceCount: Int) -> Route? {
    let path = uri.prefix { $0 != "?" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].isEmpty, isEqual(parts[1], token) else { return nil }
    let rest = path.dropFirst(token.utf8.count + 2)
    if rest.isEmpty { return .page }
    if let file = EmbeddedFile.served[String(rest)] { return .embedded(file.name) }
    // Compared as text: "traces/01" and "traces/+1" are not traces/1.
    return (0..<traceCount).first { "traces/\($0)" == rest }.map(Route.trace)
  }

  /// Compares in a time that does not tell how much was right.
  private static func isEqual(_ given: Substring, _ token: String) -> Bool {
    guard given.utf8.count == token.utf8.count else { return false }
    return zip(given.utf8, token.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
