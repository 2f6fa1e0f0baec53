/// The byte that starts every value in the pool's binary form.
///
/// Integers are varints (signed ones zigzag-coded), floating-point numbers
/// their bits, lowest byte first. A string or byte run is its length and its
/// bytes. An array or map is the length of its body in bytes, the number of its
/// entries, and the body; an entry of a map is its key's length and bytes, then
/// the value. Both ends are the same program, so nothing else needs versions.
enum ValueTag: UInt8 {
  case null = 0
  case no, yes
  case signed, unsigned
  case float, double
  case string, bytes
  case array, map
}

/// How deep values may nest: a guard against running out of stack.
let deepestValue = 512
