/// Why runs failed, said once for each model and reason.
///
/// Reasons that differ only in the worker's number or in the task are one
/// reason with several of them.
package struct FailureSentences {
  /// "3 failed runs of processes: Worker process 1-3 was killed …": whole sentences.
  package let sentences: [String]

  private struct Group {
    var model: String
    /// What stands around the workers and tasks.
    var pieces: [String]
    /// The workers or tasks at each of the places between.
    var places: [[String]]
    var count = 1
  }

  /// Says what went wrong, once for each model and reason.
  ///
  /// - Parameter failures: Model and reason of each failed run, in any order; a reason is a clause
  ///   or a whole sentence.
  package init(_ failures: [(model: String, reason: String)]) {
    var groups: [Group] = []
    for failure in failures {
      let group = Self.split(failure.reason, of: failure.model)
      if let index = groups.firstIndex(where: {
        $0.model == group.model && $0.pieces == group.pieces
      }) {
        groups[index].count += 1
        for place in group.places.indices { groups[index].places[place] += group.places[place] }
      } else {
        groups.append(group)
      }
    }
    sentences = groups.map { group in
      var reason = group.pieces[0]
      for (place, piece) in zip(group.places, group.pieces.dropFirst()) {
        reason += Self.list(place) + piece
      }
      return "\(Quantity.count(group.count, "failed run")) of \(group.model): \(reason)."
    }
  }

  /// A reason, cut before and after each worker's number and each task's number or key.
  private static func split(_ reason: String, of model: String) -> Group {
    var text = reason[...]
    while text.last == "." { text.removeLast() }
    var group = Group(model: model, pieces: [], places: [])
    var rest = text.startIndex
    for match in text.matches(of: /(?i:worker|process|task) ([0-9]{1,6}\b|"[^"]*")/) {
      group.pieces.append(String(text[rest..<match.1.startIndex]))
      group.places.append([String(match.1)])
      rest = match.1.endIndex
    }
    group.pieces.append(String(text[rest...]))
    return group
  }

  /// "1-3, 7" of numbers; of keys the first three and how many more.
  private static func list(_ items: [String]) -> String {
    let numbers = items.compactMap { Int($0) }
    guard numbers.count == items.count else {
      var seen: Set<String> = []
      let keys = items.filter { seen.insert($0).inserted }
      let more = keys.count > 3 ? " and \(keys.count - 3) more" : ""
      return keys.prefix(3).joined(separator: ", ") + more
    }
    var ranges: [ClosedRange<Int>] = []
    for number in Set(numbers).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}
