import Glibc

/// Texts as the array that exec takes.
enum CStrings {
  /// Calls `body` with the texts as C strings and a final nil, which live for the call.
  static func with<Value>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var pointers = unsafe texts.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    defer { for unsafepointer in unsafe pointers { unsafe free(pointer) } }
    return unsafe pointers.withUnsafeBufferPointer { buffer in
      // The array is never empty: it ends in nil.
      guard let base = buffer.baseAddress else { preconditionFailure("an array without storage") }
      return unsafe body(base)
    }
  }
}
