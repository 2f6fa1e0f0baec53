import NIOHTTP1

/// What a request asks for, decided from its head alone.
///
/// A request's path is compared, never decoded and never joined to a folder: it can name the two
/// pages, their own files, the number of a trace and the analysis, and nothing else.
enum Route {
  /// The viewer.
  case page
  /// The page that hands traces to Perfetto.
  case handover
  case file(bytes: [UInt8], contentType: String)
  case trace(Int)
  case analysis
  case refused(HTTPResponseStatus, String)

  /// A path longer than this is none of ours.
  static let longestURI = 1024

  /// What can be asked for.
  struct Known {
    let token: String
    let port: Int
    let files: PageFiles
    let traceCount: Int
    let hasAnalysis: Bool
  }

  init(_ head: HTTPRequestHead, among known: Known) {
    // A page of another site may point its own name at this address (DNS rebinding); the name
    // then stands in Host.
    let hosts = head.headers["host"].map { $0.lowercased() }
    guard hosts == ["127.0.0.1:\(known.port)"] || hosts == ["localhost:\(known.port)"] else {
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
      Route.named(head.uri, among: known)
      ?? .refused(.notFound, "There is nothing here; use the whole address that was printed.")
  }

  private static func named(_ uri: String, among known: Known) -> Route? {
    let path = uri.prefix { $0 != "?" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].isEmpty, isEqual(parts[1], known.token) else {
      return nil
    }
    let rest = String(path.dropFirst(known.token.utf8.count + 2))
    switch rest {
    case "": return .page
    case "handover": return .handover
    case "analysis.json" where known.hasAnalysis: return .analysis
    default: break
    }
    if let file = known.files.served(rest) {
      return .file(bytes: file.bytes, contentType: file.contentType)
    }
    // Compared as text: "traces/01" and "traces/+1" are not traces/1.
    return (0..<known.traceCount).first { "traces/\($0)" == rest }.map(Route.trace)
  }

  /// Compares in a time that does not tell how much was right.
  private static func isEqual(_ given: Substring, _ token: String) -> Bool {
    guard given.utf8.count == token.utf8.count else { return false }
    return zip(given.utf8, token.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
