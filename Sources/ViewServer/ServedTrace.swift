@preconcurrency import Glibc

/// A trace file that the page offers; clients know it by its number only.
struct ServedTrace: Sendable {
  let path: String

  /// The last part of the path: what the user calls the file.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The file's bytes as it is now; nil when it cannot be read any more.
  var length: Int? { (try? open())?.length }

  /// Opens the file as it is now.
  func open() throws(ViewServerError) -> OpenTrace {
    // Without O_NONBLOCK a FIFO of that name would hold the caller for ever.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    do throws(OpenTrace.FileFailure) {
      guard descriptor >= 0 else { throw .current }
      return try OpenTrace(takingOver: descriptor)
    } catch {
      throw ViewServerError(
        .unreadableTrace, "Cannot read the trace \"\(path)\": \(error.reason).")
    }
  }
}
