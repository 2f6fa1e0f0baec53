/// What the page may load and run: only what it consists of, nothing from elsewhere.
package enum ContentSecurityPolicy {
  /// Of everything that the server gives.
  ///
  /// - Parameter importMap: The text of the page's only inline script, which has no URL.
  /// - Returns: The header's value.
  package static func served(importMap: String) -> String {
    "default-src 'none'; script-src 'self' \(hash(importMap)); style-src 'self'; "
      + "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }

  /// Of the page that is one file, for its `meta` element: there `frame-ancestors` is not heard.
  package static func single(importMap: String, boot: String) -> String {
    "default-src 'none'; script-src \(hash(importMap)) \(hash(boot)) data:; style-src data:; "
      + "img-src data: blob:; connect-src data: blob:; worker-src blob: data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  private static func hash(_ script: String) -> String {
    let digest = Base64.encoded(SHA256.digest(Array(script.utf8)))
    return "'sha256-\(String(decoding: digest, as: UTF8.self))'"
  }
}
