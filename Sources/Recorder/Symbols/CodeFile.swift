/// A file, or what the kernel names like one, that code was mapped from.
struct CodeFile: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A file that may have symbols.
    case file
    /// Mapped from no file: made by a compiler inside the process, whose number this is.
    case made(by: Int32)
    /// The kernel's own page in every process, and whatever else has no file.
    case other
  }

  var kind: Kind
  var path: String
  var buildID: [UInt8]
  var inode: UInt64

  private static let deleted = " (deleted)"

  init(_ mapping: CodeMapping, process: Int32) {
    buildID = mapping.buildID
    inode = mapping.inode
    path = mapping.path
    if path.hasSuffix(Self.deleted) { path.removeLast(Self.deleted.count) }
    let isMemory = ["/memfd:", "/dev/zero", "/SYSV"].contains { mapping.path.hasPrefix($0) }
    if mapping.path.hasPrefix("//") || isMemory || mapping.path.isEmpty {
      kind = .made(by: process)
      path = "//anon"
      buildID = []
      inode = 0
    } else if mapping.path.hasPrefix("/") {
      kind = .file
    } else {
      kind = .other
    }
  }

  /// What a frame of it is called where no symbol is known.
  var shortName: String {
    switch kind {
    case .file: String(path.split(separator: "/").last ?? "file")
    case .made: "[made code]"
    case .other: path
    }
  }
}
