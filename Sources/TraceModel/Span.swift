/// A named interval on a lane: an `X` event, or a matched `B`/`E` pair.
///
/// Half-open, [start, end).
package struct Span: Hashable, Sendable {
  package var start: Nanoseconds
  package var end: Nanoseconds
  package var name: NameTable.ID
  /// Index into `Trace.lanes`.
  package var lane: Int32
  package var category: Category
  /// Whether the end was missing, so that the last instant of the trace stands for it.
  package var isUnfinished: Bool
  /// `args.task`, as text; none where the event names no task.
  package var task: NameTable.ID
  /// Index into `Trace.details`, or -1.
  package var detail: Int32
  /// The whole text of `cat`, whatever it says; none where the event has no `cat`.
  package var categoryName: NameTable.ID

  package init(
    start: Nanoseconds, end: Nanoseconds, name: NameTable.ID, lane: Int32, category: Category,
    isUnfinished: Bool = false, task: NameTable.ID = .none, detail: Int32 = -1,
    categoryName: NameTable.ID = .none
  ) {
    self.start = start
    self.end = end
    self.name = name
    self.lane = lane
    self.category = category
    self.isUnfinished = isUnfinished
    self.task = task
    self.detail = detail
    self.categoryName = categoryName
  }

  package var duration: Nanoseconds { end - start }
}

/// An interval that belongs to an async task, not to a lane: a `b`/`e` pair.
package struct AsyncSpan: Hashable, Sendable {
  package var start: Nanoseconds
  package var end: Nanoseconds
  package var name: NameTable.ID
  /// The lane of the `b` event.
  package var lane: Int32
  package var category: Category
  package var isUnfinished: Bool
  /// Which async task: equal for all events of one `id2.local` in one process.
  package var scope: Int32
  package var task: NameTable.ID
  /// Index into `Trace.details`, or -1.
  package var detail: Int32
  /// The whole text of `cat`.
  package var categoryName: NameTable.ID

  package init(
    start: Nanoseconds, end: Nanoseconds, name: NameTable.ID, lane: Int32, category: Category,
    isUnfinished: Bool = false, scope: Int32, task: NameTable.ID = .none, detail: Int32 = -1,
    categoryName: NameTable.ID = .none
  ) {
    self.start = start
    self.end = end
    self.name = name
    self.lane = lane
    self.category = category
    self.isUnfinished = isUnfinished
    self.scope = scope
    self.task = task
    self.detail = detail
    self.categoryName = categoryName
  }
}

/// An arrow between two lanes: a matched `s`/`f` pair.
///
/// `end` is nil when the arrow's head is missing, `start` when its tail is.
package struct Flow: Hashable, Sendable {
  package struct End: Hashable, Sendable {
    package var lane: Int32
    package var time: Nanoseconds

    package init(lane: Int32, time: Nanoseconds) {
      self.lane = lane
      self.time = time
    }
  }

  package var category: Category
  package var name: NameTable.ID
  package var task: NameTable.ID
  package var start: End?
  package var end: End?
  /// The whole text of `cat`.
  package var categoryName: NameTable.ID

  package init(
    category: Category, name: NameTable.ID, task: NameTable.ID, start: End?, end: End?,
    categoryName: NameTable.ID = .none
  ) {
    self.category = category
    self.name = name
    self.task = task
    self.start = start
    self.end = end
    self.categoryName = categoryName
  }
}

/// A point on a lane: an `i` event.
package struct Instant: Hashable, Sendable {
  package var time: Nanoseconds
  package var name: NameTable.ID
  package var lane: Int32
  package var category: Category
  /// Index into `Trace.details`, or -1: an `i` of category `run` describes a
  /// run whose end was not recorded.
  package var detail: Int32
  /// The whole text of `cat`.
  package var categoryName: NameTable.ID

  package init(
    time: Nanoseconds, name: NameTable.ID, lane: Int32, category: Category, detail: Int32 = -1,
    categoryName: NameTable.ID = .none
  ) {
    self.time = time
    self.name = name
    self.lane = lane
    self.category = category
    self.detail = detail
    self.categoryName = categoryName
  }
}
