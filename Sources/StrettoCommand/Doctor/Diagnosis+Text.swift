import Recorder
import Report

extension Diagnosis {
  private static let titleWidth = 22
  /// Columns before what was found: margin, outcome, title.
  private static let indent = 2 + 8 + titleWidth

  /// For a person: what is allowed, then what is not with its cost and its remedy.
  func text(width: Int) -> String {
    var lines = Prose.wrapped("stretto doctor: " + verdict, width: width, hanging: 2)
    lines.append("")
    var told: [[String]: String] = [:]
    for check in examination.checks { lines += self.lines(check, &told, width) }
    lines += pythonLines(width)
    lines += trialLines(width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// `told` are the remedies that stand above already, by what they are for.
  private func lines(
    _ check: MachineCheck, _ told: inout [[String]: String], _ width: Int
  ) -> [String] {
    var lines = entry(check.outcome.rawValue, check.title, check.found, width)
    guard check.outcome != .yes else { return lines }
    if let cost = check.cost { lines += entry("", "  without it", cost, width) }
    if let above = told[check.remedies] {
      return lines + entry("", "  to allow it", "as for \(above)", width)
    }
    if !check.remedies.isEmpty { told[check.remedies] = check.title }
    for (index, remedy) in check.remedies.enumerated() {
      lines += entry("", index == 0 ? "  to allow it" : "", remedy, width)
    }
    return lines
  }

  private func pythonLines(_ width: Int) -> [String] {
    let pythons = examination.pythons
    guard !pythons.isEmpty else {
      return entry(
        "no", "Python", "none is on PATH or in pyenv's folder: nothing to try the agent with",
        width)
    }
    return pythons.flatMap { python in
      let outcome = python.tellsTasks ? python.tellsLock ? "yes" : "partly" : "no"
      var found = "\(sanitised(python.path, columns: 200)): \(words(python))"
      if let problem = python.problem { found += " (\(sanitised(problem, columns: 200)))" }
      return entry(outcome, "Python \(python.version)", found, width)
    }
  }

  private func words(_ python: PythonCheck) -> String {
    switch (python.tellsTasks, python.tellsLock) {
    case (true, true): "tells of its tasks and its interpreter lock"
    case (true, false): "tells of its tasks, not of its interpreter lock"
    case (false, true): "tells of its interpreter lock, not of its tasks"
    case (false, false): "runs without the agent; timeline only"
    }
  }

  private func trialLines(_ width: Int) -> [String] {
    guard trial.problem == nil else {
      return entry("no", "a short recording", trial.problem ?? "", width)
    }
    let lost = trial.lost == 0 ? "nothing lost" : "\(trial.lost) events lost"
    return entry(
      works ? "yes" : "no", "a short recording",
      "\(counted(trial.threads, "thread", "threads")), its report made, \(lost)", width)
  }

  /// A line of three columns, the last of which may go on below.
  private func entry(
    _ outcome: String, _ title: String, _ text: String, _ width: Int
  ) -> [String] {
    let head = "  " + padded(outcome, 8) + padded(title, Self.titleWidth)
    let lines = Prose.wrapped(text, width: width, indent: Self.indent)
    guard let first = lines.first else { return [head] }
    return [head + first.dropFirst(Self.indent)] + lines.dropFirst()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
