import Foundation
import TraceModel

@testable import Recorder

/// A Swift program that was recorded, and its tasks as the trace has them.
struct SwiftRun {
  let recorded: Recorded

  init(_ argument: String) throws {
    try self.init(command: [SwiftPrograms.dynamic.get(), argument])
  }

  init(command: [String]) throws { recorded = try Recorded(command, recordsPython: true) }

  /// A closure's name in the program's first function.
  static func main(_ closure: String) -> String { "\(closure) in main.Program.main()" }

  var tasks: [AsyncSpan] { recorded.trace.asyncSpans.filter { $0.category == .task } }
  var names: [String] { tasks.map { recorded.trace.names[$0.name] } }
  var swiftNotes: [String] { recorded.summary.notes.filter { $0.contains("Swift") } }

  private var stepSpans: [Span] {
    recorded.trace.spans.indices.map { recorded.trace.spans[$0] }.filter { $0.category == .step }
  }

  /// In the order of time.
  func steps(of task: AsyncSpan) -> [Span] {
    stepSpans.filter { $0.task == task.task }.sorted { $0.start < $1.start }
  }

  /// How many steps each task had.
  var steps: [Int] { tasks.map { steps(of: $0).count } }

  /// How many steps there were at a time, on average while there were any.
  var overlap: Double {
    var edges = stepSpans.flatMap {
      [($0.start.count, 1), ($0.start.count + $0.duration.count, -1)]
    }
    edges.sort { $0 < $1 }
    var (open, since, union, sum) = (0, Int64(0), Int64(0), Int64(0))
    for (time, change) in edges {
      if open > 0 {
        union += time - since
        sum += Int64(open) * (time - since)
      }
      (open, since) = (open + change, time)
    }
    return union == 0 ? 0 : Double(sum) / Double(union)
  }

  /// How long tasks waited for one reason.
  func waits(_ reason: WaitReason) -> [Int64] {
    recorded.trace.asyncSpans
      .filter { $0.category == .wait && recorded.trace.names[$0.name] == reason.word }
      .map { $0.end.count - $0.start.count }
  }
}
