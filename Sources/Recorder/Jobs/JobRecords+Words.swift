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
