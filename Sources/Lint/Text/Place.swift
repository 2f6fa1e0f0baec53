/// Where something stands in the text of a trace.
package struct Place: Hashable, Sendable {
  /// Bytes before it, after inflation.
  package var offset: Int
  /// From 1; saturates at 2^32-1, as the next two do.
  package var line: UInt32
  /// The byte in its line, from 1.
  package var column: UInt32
  /// The number of the event in the file's order, from 0; nil outside the events.
  package var event: UInt32?

  package init(offset: Int, line: Int, column: Int, event: Int?) {
    self.offset = offset
    self.line = UInt32(clamping: line)
    self.column = UInt32(clamping: column)
    self.event = event.map { UInt32(clamping: $0) }
  }

  /// The start of the text.
  package static let start = Place(offset: 0, line: 1, column: 1, event: nil)
}
