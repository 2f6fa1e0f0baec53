/// Spans stored by column, so that a pass that needs two fields reads two fields.
package struct SpanColumns: Sendable, RandomAccessCollection {
  package private(set) var starts: [Int64] = []
  package private(set) var ends: [Int64] = []
  package private(set) var names: [UInt32] = []
  package private(set) var lanes: [Int32] = []
  package private(set) var tasks: [UInt32] = []
  package private(set) var details: [Int32] = []
  /// The whole text of `cat`, by its number in `Trace.names`.
  package private(set) var categoryNames: [UInt32] = []
  /// The category's number, with the top bit set for an unfinished span.
  package private(set) var kinds: [UInt8] = []

  private static let unfinishedBit: UInt8 = 0x80

  package init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts.count }

  package mutating func append(_ span: Span) {
    starts.append(span.start.count)
    ends.append(span.end.count)
    names.append(span.name.index)
    lanes.append(span.lane)
    tasks.append(span.task.index)
    details.append(span.detail)
    categoryNames.append(span.categoryName.index)
    kinds.append(span.category.rawValue | (span.isUnfinished ? Self.unfinishedBit : 0))
  }

  package subscript(position: Int) -> Span {
    Span(
      start: Nanoseconds(starts[position]), end: Nanoseconds(ends[position]),
      name: NameTable.ID(index: names[position]), lane: lanes[position],
      category: category(at: position), isUnfinished: kinds[position] & Self.unfinishedBit != 0,
      task: NameTable.ID(index: tasks[position]), detail: details[position],
      categoryName: NameTable.ID(index: categoryNames[position]))
  }

  /// Gives a span another category; everything else stays.
  package mutating func setCategory(_ category: Category, at position: Int) {
    kinds[position] = category.rawValue | kinds[position] & Self.unfinishedBit
  }

  /// Puts a span on another lane (an index into `Trace.lanes`).
  package mutating func setLane(_ lane: Int32, at position: Int) { lanes[position] = lane }

  /// Gives a span the name of its task.
  package mutating func setTask(_ task: NameTable.ID, at position: Int) {
    tasks[position] = task.index
  }

  package func category(at position: Int) -> Category {
    Category(rawValue: kinds[position] & ~Self.unfinishedBit) ?? .span
  }
}
