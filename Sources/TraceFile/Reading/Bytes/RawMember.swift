/// A member of an object whose value is still JSON text.
struct RawMember: Hashable {
  var key: String
  var text: [UInt8]
}
