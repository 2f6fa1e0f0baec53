import ArgumentParser
import ForeignTraces

/// `--lane` and `--task-category`: what counts in a trace that another tool wrote.
struct ForeignOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Another tool's trace: what a lane is (thread, process, category), or which threads count "
        + "(a pattern with * on their names). The default is the tool's own rule.",
      valueName: "rule"))
  var lane: String?

  @Option(
    help: ArgumentHelp(
      "Another tool's trace: which spans are tasks, by their category or as name:PATTERN.",
      valueName: "category"))
  var taskCategory: String?

  /// The rules asked for.
  ///
  /// - Throws: `Failure` with status 2 when one cannot be read.
  func options() throws(Failure) -> ForeignTraceOptions {
    do {
      return ForeignTraceOptions(
        lane: try lane.map { try LaneRule(parsing: $0) },
        taskCategory: try taskCategory.map { try TaskSelection(parsing: $0) })
    } catch {
      throw Failure("\(error)")
    }
  }
}
