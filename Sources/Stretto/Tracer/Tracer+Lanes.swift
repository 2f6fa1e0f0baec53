import CThreadState
package import TraceModel

extension Tracer {
  /// Names the calling thread's row in the viewer.
  ///
  /// The last name counts. Costs what a span with a name made at run time does.
  ///
  /// - Parameter name: Not empty; an empty name is ignored.
  public func nameLane(_ name: String) { nameLane(name, roles: []) }

  /// Names the calling thread's lane and says what it is there for; roles add up.
  package func nameLane(_ name: String, roles: LaneRoles) {
    guard isEnabled, !name.isEmpty else { return }
    write(TraceName(name), STRETTO_LANE, start: 0, end: 0, detail: UInt16(roles.rawValue))
  }

  /// Adds a role to the calling thread's lane, named so only if it has no name yet.
  package func addRole(_ role: LaneRoles, named name: String) {
    guard isEnabled else { return }
    let detail = UInt16(role.rawValue) | EventTranslator.keepsLaneName
    write(TraceName(name), STRETTO_LANE, start: 0, end: 0, detail: detail)
  }
}
