@preconcurrency import Glibc
import Recorder
import TraceFile

/// A folder that is there as long as this object, for one trace.
final class TrialFolder {
  let path: String
  var trace: String { "\(path)/trial\(TraceWriter.nameSuffix)" }

  /// Nil where no folder can be made.
  init?(_ environment: ProgramEnvironment) {
    for folder in [environment["TMPDIR"] ?? "/tmp", "/tmp", "/dev/shm", "."] {
      var template = Array("\(folder)/stretto-doctor-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return
    }
    return nil
  }

  deinit {
    unlink(trace)
    rmdir(path)
  }
}
