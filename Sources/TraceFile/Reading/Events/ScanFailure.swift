/// Why the scanner cannot go on where it stands.
enum ScanFailure: Error {
  /// The text ends.
  case end
  /// The text is no JSON here.
  case damaged
  /// The file cannot be read, or a bound is exceeded.
  case file(TraceFileError)
}
