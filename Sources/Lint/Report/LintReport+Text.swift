extension LintReport {
  /// The report as plain text: one block a finding, the worst first, then one sentence.
  ///
  /// It holds nothing from the trace but numbers.
  ///
  /// - Parameter width: Columns of a line; never taken as less than 40.
  /// - Returns: Lines, each with its line feed.
  package func text(width: Int) -> String {
    let room = max(40, width)
    var lines: [String] = []
    for finding in findings {
      let rule = finding.rule
      lines += wrapped(
        "\(rule.heading): \(counted(finding.count, "time"))", indent: 0, width: room)
      lines += wrapped("\(rule.happens) \(rule.instead)", indent: 2, width: room)
      let first = finding.count > finding.places.count ? "first at " : "at "
      let places = finding.places.map(\.words).joined(separator: "; ")
      lines += wrapped(first + places, indent: 2, width: room)
      lines.append("")
    }
    lines += wrapped(summary, indent: 0, width: room)
    return lines.joined(separator: "\n") + "\n"
  }

  /// "portable: no: 2 errors, 1 warning, 3 notes in 17 events".
  package var summary: String {
    let counts = Rule.Severity.allCases.map { counted(count($0), $0.rawValue) }
    return "portable: \(isPortable ? "yes" : "no"): \(counts.joined(separator: ", ")) "
      + "in \(counted(events, "event"))"
  }
}

extension Place {
  /// "byte 27 (line 2, column 1, event 0)".
  var words: String {
    var parts: [String] = []
    if line > 0 { parts += ["line \(line)", "column \(column)"] }
    if let event { parts.append("event \(event)") }
    return "byte \(offset)" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }
}

private func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// Breaks prose between words.
func wrapped(_ text: String, indent: Int, width: Int) -> [String] {
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, indent + line.count + 1 + word.count > width {
      lines.append(margin + line)
      line = String(word)
    } else {
      line += (line.isEmpty ? "" : " ") + word
    }
  }
  return line.isEmpty ? lines : lines + [margin + line]
}
