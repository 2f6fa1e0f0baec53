import ArgumentParser
@preconcurrency import Glibc

/// `--output`: where a result goes.
struct OutputOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the result into this file instead of to standard output.", valueName: "file"))
  var output: String?

  /// Whether the result would land before somebody's eyes.
  var isTerminal: Bool { output == nil && StandardStreams.isTerminal(STDOUT_FILENO) }

  /// Writes a result that is made already.
  ///
  /// - Throws: `Failure` with status 2 when the file cannot be made or is one of `inputs`, with
  ///   status 3 when the result cannot be written.
  func write(_ text: String, keeping inputs: [String]) throws {
    try write(keeping: inputs) { write in try write(Array(text.utf8)) }
  }

  /// Writes a result while it is made, piece by piece; a file is there whole or not at all.
  ///
  /// - Throws: As above, and what `make` throws.
  func write(
    keeping inputs: [String], _ make: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    guard let output else { return try make { try StandardStreams.output($0) } }
    let file = try ResultFile(at: output, keeping: inputs)
    do {
      try make { try file.write($0) }
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}
