import Glibc

/// The files that code was mapped from, by number.
///
/// A file is opened when a sample first meets it, so that its symbols can be read at
/// the end even if it has been removed since, or lies in a container that is gone.
final class CodeFiles {
  private static let mostFiles = 1 << 14
  /// The rest are opened at the end, where they are still there.
  private static let mostOpen = 64

  private(set) var files: [CodeFile] = []
  private var numbers: [CodeFile: Int32] = [:]
  /// -1 where opening failed.
  private var descriptors: [Int32: Int32] = [:]

  deinit { closeAll() }

  /// The number of a mapping's file; nil when there are too many.
  func number(of mapping: CodeMapping, process: Int32) -> Int32? {
    let file = CodeFile(mapping, process: process)
    if let known = numbers[file] { return known }
    guard files.count < Self.mostFiles else { return nil }
    let number = Int32(files.count)
    files.append(file)
    numbers[file] = number
    return number
  }

  /// Keeps a file from vanishing: a sample of this process has met it.
  func hold(_ number: Int32, process: Int32) {
    guard descriptors[number] == nil, descriptors.count < Self.mostOpen,
      files.indices.contains(Int(number)), files[Int(number)].kind == .file
    else { return }
    descriptors[number] = open(files[Int(number)], process)
  }

  /// A descriptor of the file, which stays this object's; nil where it cannot be read or is
  /// another by now.
  func descriptor(of number: Int32) -> Int32? {
    guard files.indices.contains(Int(number)) else { return nil }
    if let known = descriptors[number] { return known >= 0 ? known : nil }
    let descriptor = open(files[Int(number)], nil)
    descriptors[number] = descriptor
    return descriptor >= 0 ? descriptor : nil
  }

  /// Gives a file back once its symbols are read.
  func close(_ number: Int32) {
    if let descriptor = descriptors[number], descriptor >= 0 { Glibc.close(descriptor) }
    descriptors[number] = -1
  }

  func closeAll() {
    for number in descriptors.keys { close(number) }
  }

  private func open(_ file: CodeFile, _ process: Int32?) -> Int32 {
    // As the process sees it, which may have another root; else as it is seen here.
    let roots = (process.map { ["/proc/\($0)/root"] } ?? []) + [""]
    for root in roots {
      let descriptor = RegularFile.open(root + file.path)
      guard descriptor >= 0 else { continue }
      // A build id is compared when the file is read.
      if file.inode == 0 || RegularFile.inode(descriptor) == file.inode { return descriptor }
      Glibc.close(descriptor)
    }
    return -1
  }
}

/// Opens files without waiting for what is none.
enum RegularFile {
  static func open(_ path: String, more flags: Int32 = 0) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags)
    guard descriptor >= 0 else { return -1 }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      return descriptor
    }
    close(descriptor)
    return -1
  }

  static func close(_ descriptor: Int32) { Glibc.close(descriptor) }

  static func owner(_ descriptor: Int32) -> uid_t? {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? status.st_uid : nil
  }

  static func inode(_ descriptor: Int32) -> UInt64 {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : 0
  }
}
