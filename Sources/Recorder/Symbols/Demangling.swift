import CElf
import Glibc

/// Names as programmers write them, from those of the linker.
enum Demangling {
  /// Longer names are left as they are: they say nothing to a reader, and take long.
  private static let longest = 1024
  private static let longestResult = 400
  private static let swiftStarts = ["$s", "$S", "$e", "_T0"]

  static func name(_ symbol: String) -> String {
    // ".symtab" of older linkers has versions in it: "read@@GLIBC_2.2.5".
    let plain = symbol.firstIndex(of: "@").map { String(symbol[..<$0]) } ?? symbol
    guard plain.utf8.count <= longest else { return clipped(plain) }
    var result: UnsafeMutablePointer<CChar>?
    if plain.hasPrefix("_Z") {
      unsafe result = stretto_demangle_cxx(plain)
    } else if swiftStarts.contains(where: { plain.hasPrefix($0) }) {
      unsafe result = stretto_demangle_swift(plain, plain.utf8.count)
    }
    guard let result = unsafe result else { return clipped(plain) }
    defer { unsafe free(result) }
    return clipped(unsafe String(cString: result))
  }

  private static func clipped(_ name: String) -> String {
    name.utf8.count <= longestResult ? name : String(name.prefix(longestResult)) + "…"
  }
}
