extension Rule {
  /// Every rule as text, for those who want to know what is looked for.
  package static func list(width: Int) -> String {
    let report = all.map { rule in
      let viewers = rule.viewers.map(\.name).joined(separator: ", ")
      return "\(rule.severity.rawValue) \(rule.id) (\(viewers))\n"
        + wrapped("\(rule.happens) \(rule.instead)", indent: 2, width: max(40, width))
        .joined(separator: "\n")
    }
    return report.joined(separator: "\n") + "\n"
  }
}
