import NIOHTTP1

extension Answers {
  /// What every answer says beside its content.
  private static let always: [(String, String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    // Other sites can neither embed what is here nor learn the token from a link.
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
  ]

  func head(_ status: HTTPResponseStatus, _ type: String, length: Int) -> HTTPResponseHead {
    var headers = HTTPHeaders(Answers.always)
    headers.add(name: "Content-Type", value: type)
    headers.add(name: "Content-Length", value: "\(length)")
    if status == .methodNotAllowed { headers.add(name: "Allow", value: "GET, HEAD") }
    return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
  }
}
