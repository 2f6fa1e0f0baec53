import Foundation
package import Testing

/// What one recording of a program of known truth told wrong.
///
/// A machine that does other things at the same time adds to what is measured, now and then;
/// an account that is wrong is wrong each time. So bounds stay as tight as on a quiet machine,
/// and one of a few recordings must keep all of them.
package struct Repeated {
  private var wrong: [String] = []

  package mutating func expect(
    _ holds: Bool, _ what: @autoclosure () -> String, line: Int = #line
  ) {
    if !holds { wrong.append("line \(line): \(what())") }
  }

  /// Repeats what `body` records until one recording keeps all its bounds; at most `times`.
  package static func upTo(
    _ times: Int = 4, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (inout Repeated) throws -> Void
  ) rethrows {
    var tried: [[String]] = []
    while tried.count < times {
      var repeated = Repeated()
      try body(&repeated)
      if repeated.wrong.isEmpty { return }
      tried.append(repeated.wrong)
    }
    say(tried, sourceLocation)
  }

  /// The same for what takes turns with others.
  package static func upTo(
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
    say(tried, sourceLocation)
  }

  private static func say(_ tried: [[String]], _ sourceLocation: SourceLocation) {
    let words = "none of \(tried.count) recordings kept its bounds: \(tried)"
    // A test that ends its process hands on that there was an issue, but not its words.
    FileHandle.standardError.write(Data("\(words)\n".utf8))
    Issue.record("\(words)", sourceLocation: sourceLocation)
  }
}
