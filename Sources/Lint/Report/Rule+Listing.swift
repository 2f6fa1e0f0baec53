extension Rule {
  /// "error gzip-members (chrome://tracing, DevTools)".
  var heading: String {
    "\(severity.rawValue) \(id) (\(viewers.map(\.name).joined(separator: ", ")))"
  }

  /// Every rule as text, for those who want to know what is looked for.
  package static func list(width: Int) -> String {
    let report = all.map { rule in
      "\(rule.heading)\n"
        + wrapped("\(rule.happens) \(rule.instead)", indent: 2, width: max(40, width))
        .joined(separator: "\n")
    }
    return report.joined(separator: "\n") + "\n"
  }
}
