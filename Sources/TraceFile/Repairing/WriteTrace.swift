import Glibc

/// Writes a trace file so that it is there whole or not at all.
///
/// With `overwriting` the text goes into a file beside `path` first, which then
/// takes its place: the old file may be an input. Without it `path` must not
/// exist, and is removed when writing fails.
///
/// - Parameters:
///   - path: where the trace goes.
///   - overwriting: whether a file of that name may be replaced.
///   - body: appends the events and returns the members of `otherData`.
/// - Throws: what `TraceWriter` or `body` throws.
func writeTrace(
  to path: String, overwriting: Bool,
  _ body: (inout TraceWriter) throws(TraceFileError) -> [JSONMember]
) throws(TraceFileError) {
  let isReplacing = overwriting && isRegularFile(path)
  let written = isReplacing ? partialPath(for: path) : path
  var writer = try TraceWriter(creating: written, overwriting: overwriting)
  do throws(TraceFileError) {
    let members = try body(&writer)
    try writer.seal(members)
    if isReplacing { try replace(path, with: written) }
  } catch {
    if isRegularFile(written) { unsafe unlink(written) }
    throw error
  }
}

/// Puts a finished file in the place of another.
func replace(_ path: String, with finished: String) throws(TraceFileError) {
  guard unsafe rename(finished, path) != 0 else { return }
  throw TraceFileError(
    .cannotWrite, path, "the file cannot be replaced",
    advice: "choose another name", errorNumber: errno)
}

private func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// A name in the same folder, so that renaming does not copy.
private func partialPath(for path: String) -> String {
  let suffix = TraceWriter.nameSuffix
  let stem = path.hasSuffix(suffix) ? path.dropLast(suffix.count) : path[...]
  return "\(stem).partial-\(getpid())\(suffix)"
}
