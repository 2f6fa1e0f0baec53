/// A check that could not be made: a viewer is missing, or its driver failed.
package struct ViewerCheckError: Error, CustomStringConvertible {
  package let description: String
}
