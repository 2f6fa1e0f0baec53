/// What a user wants counted in a trace that is not in our terms.
package struct ForeignTraceOptions: Hashable, Sendable {
  /// What a lane is; nil leaves it to the producer's rule.
  package var lane: LaneRule?
  /// Which spans are tasks; nil leaves it to the producer's rule.
  package var taskCategory: TaskSelection?

  package init(lane: LaneRule? = nil, taskCategory: TaskSelection? = nil) {
    self.lane = lane
    self.taskCategory = taskCategory
  }

  /// Whether everything is left to the producer's rule.
  package var isDefault: Bool { lane == nil && taskCategory == nil }
}

/// An option's text that cannot be used: one sentence a person can act on.
package struct ForeignOptionError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
}
