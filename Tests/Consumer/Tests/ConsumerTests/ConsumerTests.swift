import Glibc
import Testing

@Suite struct ConsumerTests {
  /// The built program, beside the test bundle.
  private var program: String {
    get throws {
      let bundle = try #require(bundlePath)
      return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/") + "/consumer"
    }
  }

  private var bundlePath: String? {
    CommandLine.arguments.lazy.compactMap { argument in
      argument.firstRange(of: ".xctest").map { String(argument[..<$0.upperBound]) }
    }.first
  }

  @Test func `a program outside the package records a trace`() throws {
    let path = "/tmp/stretto-consumer-\(getpid()).json.gz"
    unlink(path)
    defer { unlink(path) }
    let output = try output(of: "'\(try program)' '\(path)'")
    #expect(output == "sum 6, events lost 0\n")
    let trace = try self.output(of: "gzip -dc '\(path)'")
    for name in ["item 1", "add", "sum", "hand over", "result", "take", "done", "answer"] {
      #expect(trace.contains("\"name\":\"\(name)\""), "\(name)")
    }
    #expect(trace.hasSuffix("}\n"))
  }

  @Test func `it links neither Foundation nor a parser nor a network library`() throws {
    let libraries = try output(of: "ldd '\(try program)'")
    #expect(libraries.contains("libswiftCore") && libraries.contains("libz"))
    for name in ["Foundation", "Argument", "NIO", "HTTP", "curl", "icu"] {
      #expect(!libraries.contains(name), "\(name)")
    }
    let symbols = try output(of: "nm '\(try program)'")
    #expect(symbols.contains("$s7Stretto"))
    for module in ["14ArgumentParser", "7NIOCore", "10Foundation", "10Subprocess"] {
      #expect(!symbols.contains("$s\(module)"), "\(module)")
    }
  }

  private func output(of command: String) throws -> String {
    guard let pipe = popen(command, "r") else { throw CommandFailure() }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    guard pclose(pipe) == 0 else { throw CommandFailure() }
    return String(decoding: text, as: UTF8.self)
  }
}

private struct CommandFailure: Error {}
