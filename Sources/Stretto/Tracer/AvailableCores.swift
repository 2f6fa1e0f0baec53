/// How many threads of this process can run at a time.
package struct AvailableCores: Hashable, Sendable {
  package var count: Int
  package static func now() -> AvailableCores { AvailableCores(count: 2) }
}
