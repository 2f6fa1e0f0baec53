import Testing

/// What one recording told wrong, where a busy machine adds to what is measured.
///
/// It does so now and then; an account that is wrong is wrong each time. So bounds stay as tight
/// as on a quiet machine, and one of a few recordings must keep all of them.
struct Repeated {
  private(set) var wrong: [String] = []

  mutating func expect(
    _ holds: Bool, _ what: @autoclosure () -> String, line: Int = #line
  ) {
    if !holds { wrong.append("line \(line): \(what())") }
  }

  /// Repeats what `body` records until one recording keeps all its bounds; at most `times`.
  static func upTo(
    _ times: Int = 4, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (inout Repeated) async throws -> Void
  ) async rethrows {
    var tried: [[String]] = []
    while tried.count < times {
      var repeated = Repeated()
      try await body(&repeated)
      if repeated.wrong.isEmpty { return }
      tried.append(repeated.wrong)
    }
    Issue.record(
      "none of \(times) recordings kept its bounds: \(tried)", sourceLocation: sourceLocation)
  }
}
