extension JobRecords {
  /// What is missing or doubtful, in sentences for the user; empty when all is well.
  var notes: [String] {
    var notes: [String] = []
    let open = processes.reduce(0) { sum, process in
      sum + process.tasks.indices.count { process.isCounted($0) && process.tasks[$0].end == nil }
    }
    if open > 0 {
      let (noun, verb) = open == 1 ? ("task", "was") : ("tasks", "were")
      notes.append(
        "\(open) async \(noun) of Swift programs \(verb) not over when the program ended or the "
          + "recording did: \(open == 1 ? "it ends" : "they end") there")
    }
    if leftOut > 0 {
      let (noun, verb) =
        leftOut == 1
        ? ("1 program that traces itself", "is")
        : (
          "\(leftOut) programs that trace themselves", "are"
        )
      notes.append(
        "Swift tasks of \(noun) \(verb) as it is told there: those on executors that are not traced "
          + "are left out")
    }
    if unreadable > 0 {
      notes.append(
        "\(unreadable) files of Swift programs could not be read: their async tasks are unknown")
    }
    if lost > 0 {
      notes.append("\(lost) records of Swift's async tasks were lost: some steps are left out")
    }
    return notes
  }
}
