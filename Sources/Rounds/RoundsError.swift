/// Why the rounds could not be run at all, in one sentence.
package struct RoundsError: Error, Hashable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
