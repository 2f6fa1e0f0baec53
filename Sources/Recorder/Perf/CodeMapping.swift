/// A part of a file, mapped to be executed.
package struct CodeMapping: Hashable, Sendable {
  /// Where it lies in the process.
  package var start: UInt64
  package var length: UInt64
  /// Where its first byte stands in the file.
  package var offset: UInt64
  /// As the kernel names it: a path, `[vdso]`, `//anon`.
  package var path: String
  /// What the linker wrote to tell this file from all others; empty where the kernel gave none.
  package var buildID: [UInt8] = []
  /// The file's number on its device; 0 where the kernel gave the build id.
  package var inode: UInt64 = 0

  package init(
    start: UInt64, length: UInt64, offset: UInt64, path: String, buildID: [UInt8] = [],
    inode: UInt64 = 0
  ) {
    self.start = start
    self.length = length
    self.offset = offset
    self.path = path
    self.buildID = buildID
    self.inode = inode
  }
}
