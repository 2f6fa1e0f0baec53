package import TraceModel

/// An interval that an agent wrote.
package struct AgentSpan: Sendable, Equatable {
  /// One of task, step, startup, dispatch, serialize, teardown, wait and span.
  package var category: Category

  /// A wait's name is a word of `WaitReason`.
  package var name: String

  /// ns of CLOCK_MONOTONIC; nil when the process ended, or was read, in the middle of it.
  package var end: Int64?

  /// Unique in the recording: the same in the process that submits and in the one that runs.
  package var task: Int64?

  /// What matches a task to the same one of another run, for task bodies and async tasks; where
  /// the code of a long step, or of a wait that blocks an event loop, stands.
  package var key: String?

  /// How many bytes were pickled or unpickled; for `serialize`.
  package var bytes: Int64?

  /// Where a task stands in the chunk that it was handed over in; nil for one handed over alone.
  package var place: Place?

  /// A place in a chunk of tasks.
  package struct Place: Sendable, Hashable {
    /// Which chunk, by the number of its first task.
    package var chunk: Int64
    /// From 1.
    package var item: Int
    package var count: Int
  }

  package init(
    category: Category, name: String, end: Int64?, task: Int64? = nil, key: String? = nil,
    bytes: Int64? = nil
  ) {
    self.category = category
    self.name = name
    self.end = end
    self.task = task
    self.key = key
    self.bytes = bytes
  }
}
