import Glibc
import TraceFile
import TraceModel

/// Reads a trace several times and prints what each time took, in seconds.
///
///     read-once FILE [TIMES]
@main
struct ReadOnce {
  static func main() throws {
    guard CommandLine.arguments.count > 1 else {
      print("read-once FILE [TIMES]")
      exit(2)
    }
    let path = CommandLine.arguments[1]
    let times = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 1 : 1
    for _ in 0..<times {
      let start = ContinuousClock.now
      let trace = try TraceReader.read(path: path)
      let took = ContinuousClock.now - start
      let seconds =
        Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
      print(
        seconds, trace.notes.events, trace.notes.bytes, trace.spans.count, trace.flows.count,
        trace.lanes.count, trace.names.count, trace.notes.malformed)
    }
  }
}
