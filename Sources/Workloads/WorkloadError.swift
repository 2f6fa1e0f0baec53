/// A run that can't be, in one sentence.
package struct WorkloadError: Error, Hashable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
