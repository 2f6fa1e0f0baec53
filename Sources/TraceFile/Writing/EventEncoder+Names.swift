package import TraceModel

extension EventEncoder {
  /// Names a process: an `M` event `process_name`.
  ///
  /// The last name counts.
  package mutating func processName(_ name: String, process: Int64) {
    describe("process_name", mainLane(of: process), [JSONMember("name", .string(named(name)))])
  }

  /// Places a process among the others: lower numbers come first.
  package mutating func processSortIndex(_ index: Int, process: Int64) {
    describe(
      "process_sort_index", mainLane(of: process),
      [JSONMember("sort_index", .integer(Int64(index)))])
  }

  /// Labels a process; viewers split the text at commas.
  package mutating func processLabels(_ labels: String, process: Int64) {
    describe("process_labels", mainLane(of: process), [JSONMember("labels", .string(labels))])
  }

  /// Names a lane and says what it is there for: one `thread_name` event for each role.
  ///
  /// The last name counts and roles add up, also over several calls.
  package mutating func laneName(_ name: String, roles: LaneRoles, on lane: LaneID) {
    let lane = portable(lane)
    let name = JSONMember("name", .string(named(name)))
    for role in roles.words {
      describe("thread_name", lane, [name, JSONMember("role", .string(role))])
    }
    if roles.isEmpty { describe("thread_name", lane, [name]) }
  }

  /// Places a lane among those of its process: lower numbers come first.
  package mutating func laneSortIndex(_ index: Int, on lane: LaneID) {
    describe(
      "thread_sort_index", portable(lane), [JSONMember("sort_index", .integer(Int64(index)))])
  }

  private mutating func describe(_ what: String, _ lane: LaneID, _ members: [JSONMember]) {
    open(.metadata, what, "", on: lane)
    close(EventArguments(extra: members))
  }
}
