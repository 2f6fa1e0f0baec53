/// What a check should say.
package struct LintOptions: Hashable, Sendable {
  /// Rules that concern none of these are left out.
  package var viewers: Set<Viewer>
  /// Rules left out, by identifier.
  package var ignored: Set<String>

  package init(viewers: Set<Viewer> = Set(Viewer.allCases), ignored: Set<String> = []) {
    self.viewers = viewers
    self.ignored = ignored
  }

  func wants(_ rule: Rule) -> Bool {
    !ignored.contains(rule.id) && rule.viewers.contains(where: viewers.contains)
  }
}
