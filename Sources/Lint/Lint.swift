package import TraceFile

/// Checks a file, plain or gzip, against every rule.
///
/// One pass over the text; memory is bounded by `LintLimits`, whatever the file holds.
///
/// - Throws: `TraceFileError` when the file cannot be opened or read; what is wrong inside it is
///   in the report.
package func lint(
  path: String, options: LintOptions = LintOptions()
) throws(TraceFileError) -> LintReport {
  var linter = Linter(try TextBlocks(path: path), name: path)
  return try linter.report(options)
}

/// The same for bytes in memory, as if they were a file of that name.
package func lint(
  bytes: [UInt8], name: String = "trace.json", options: LintOptions = LintOptions()
) throws(TraceFileError) -> LintReport {
  var linter = Linter(try TextBlocks(bytes: bytes, name: name), name: name)
  return try linter.report(options)
}
