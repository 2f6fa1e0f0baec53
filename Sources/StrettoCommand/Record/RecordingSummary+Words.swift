import Recorder
import Report

extension RecordingSummary {
  /// What a recording says when it ends, on standard error.
  ///
  /// `problem` is what went wrong with the trace, as one sentence.
  func words(path: String, problem: String?) -> String {
    let name = sanitised(path, columns: 200)
    // A program that ends between two samples has been seen by none.
    let seen =
      threads == 0
      ? "a program too short to be seen"
      : "\(model) on \(counted(processes, "process", "processes")) and "
        + counted(threads, "thread", "threads")
    var lines = ["stretto: \(name): \(seen), \(Self.seconds(wall)), recorded \(layers)"]
    if let problem { lines.append("stretto: the trace is not whole: \(problem)") }
    lines += notes.map { "stretto: note: \($0)" }
    lines.append("stretto: see it with   stretto report \(name)   or   stretto view \(name)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the trace tells, in the order of its tiers.
  private var layers: String {
    var layers: [String] = []
    if capabilities.contains("sched") { layers.append("thread states") }
    if capabilities.contains("sched-sampled") {
      layers.append("states of threads sampled 50 times a second")
    }
    if capabilities.contains("wait-reasons"), blocked > 0 {
      let share = (Double(explained) * 100 / Double(blocked)).rounded(.down)
      layers.append("reasons for \(Int(share)) % of the blocked time")
    }
    if capabilities.contains("stacks") { layers.append("stacks") }
    if agents > 0 { layers.append("Python tasks of \(counted(agents, "process", "processes"))") }
    if selfTraced > 0 {
      let noun = selfTraced == 1 ? "process that traces itself" : "processes that trace themselves"
      layers.append("the spans of \(selfTraced) \(noun)")
    }
    if capabilities.contains("swift-tasks") { layers.append("Swift tasks") }
    if layers.isEmpty { layers.append("nothing but its length") }
    let lost = eventsLost == 0 ? "nothing lost" : "\(eventsLost) events lost"
    let last = layers.removeLast()
    let list = layers.isEmpty ? last : layers.joined(separator: ", ") + " and " + last
    return list + ", " + lost
  }

  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    let fraction = "\(1000 + milliseconds)".dropFirst()
    return "\(seconds).\(fraction) s"
  }
}
