import Analysis
import ForeignTraces
@preconcurrency import Glibc
import TraceFile
import TraceModel

/// The recorded traces of other producers, in `traces/foreign`.
enum RealFiles {
  /// The folder of these tests, wherever the build was started.
  static let folder: String = {
    let file = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    guard let resolved = realpath("/" + file, nil) else { return "/" + file }
    defer { free(resolved) }
    return String(cString: resolved)
  }()

  static func path(_ name: String) -> String { "\(folder)/../../traces/foreign/\(name)" }

  static func read(_ name: String) throws -> Trace { try TraceReader.read(path: path(name)) }

  static func adapted(
    _ name: String, _ options: ForeignTraceOptions = ForeignTraceOptions()
  ) throws -> AdaptedTrace {
    adapt(try read(name), options: options)
  }

  /// The figures of its one run.
  static func figures(_ adapted: AdaptedTrace) throws -> RunAnalysis {
    let runs = try analyse(adapted.trace)
    guard runs.count == 1, let run = runs.first else { throw TestFailure("\(runs.count) runs") }
    return run
  }
}

struct TestFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
