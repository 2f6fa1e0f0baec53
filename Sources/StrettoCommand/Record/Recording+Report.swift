import Analysis
@preconcurrency import Glibc
import Recorder
import Report
import TraceFile
import TraceModel

extension Recording {
  /// Files larger than this are sealed without their report: reading them again
  /// would keep the user waiting and take gigabytes.
  private static let largestAnalysed = 64 << 20

  /// Ends the file, with the report of its runs where that can be made.
  ///
  /// - Returns: What waits for the program, and what went wrong, as one sentence.
  consuming func sealWithReport() -> (ProgramWaiter, String?) {
    let waiter = waiter()
    guard isWhole else {
      return (waiter, summary.failure)
    }
    var problem: String?
    var report: [UInt8]?
    do throws(Failure) {
      report = try analysed(path, metadata)
    } catch {
      problem = "its report could not be made: \(error)"
    }
    do throws(TraceFileError) {
      return (try seal(report: report), problem)
    } catch {
      return (waiter, "\(error)")
    }
  }

  /// The report of the file as it is: flushed, but not yet ended.
  private func analysed(_ path: String, _ metadata: TraceMetadata) throws(Failure) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Self.largestAnalysed
    else { return nil }
    do {
      var trace = try TraceReader.read(path: path)
      // Its end is still to be written, and says the rest.
      trace.notes.truncation = nil
      trace.metadata = metadata
      return RunReport(runs: try analyse(trace)).json.encoded()
    } catch {
      throw Failure("\(error)")
    }
  }
}
