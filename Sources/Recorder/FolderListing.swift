import Glibc

/// What lies in a folder.
enum FolderListing {
  /// The names, in no order; nil where the folder cannot be read.
  static func names(in folder: String) -> [String]? {
    guard let stream = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Those with an ending, sorted; none where the folder cannot be read.
  static func names(in folder: String, ending: String) -> [String] {
    (names(in: folder) ?? []).filter { $0.hasSuffix(ending) }.sorted()
  }
}
