import NIOHTTP1

extension Answers {
  /// What every answer says beside its content and its policy.
  private static let always: [(String, String)] = [
    ("X-Content-Type-Options", "nosniff"),
    // Other sites can neither embed what is here, nor hold its window, nor learn the token from a
    // link; the page itself must hold Perfetto's window to hand a trace over.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin-allow-popups"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
  ]

  func head(_ status: HTTPResponseStatus, _ type: String, length: Int) -> HTTPResponseHead {
    var headers = HTTPHeaders(Answers.always)
    headers.add(name: "Content-Security-Policy", value: policy)
    headers.add(name: "Content-Type", value: type)
    headers.add(name: "Content-Length", value: "\(length)")
    if status == .methodNotAllowed { headers.add(name: "Allow", value: "GET, HEAD") }
    return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }
}
