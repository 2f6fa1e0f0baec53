import CPerf
import Glibc

/// A file of the user's with the kernel's functions, good until the machine is started again.
///
/// The kernel takes a twentieth of a second to tell them, more than many a program runs. The
/// file is readable by its owner alone, since the addresses are not for everybody, and it is
/// written whole or not at all. It is only ever a copy: one that is damaged, another's or out of
/// date is passed over and replaced.
struct KernelSymbolCache {
  private static let name = "kernel-symbols"
  private static let largest = 64 << 20
  private static let mark = Array("stretto kernel symbols 1\n".utf8)

  /// Where the file is; made when it is written.
  let folder: String
  /// The kernel that the file must be of.
  let kernel: KernelIdentity

  private var path: String { "\(folder)/\(Self.name)" }

  /// That of the user, in the folder that XDG_CACHE_HOME names or else in ~/.cache; nil where
  /// there is none that is the user's own.
  static func ofUser() -> KernelSymbolCache? {
    // What it sees by rights that its user has not is not written into a file of the user's.
    guard stretto_has_more_rights() == 0 else { return nil }
    let home = variable("XDG_CACHE_HOME") ?? variable("HOME").map { "\($0)/.cache" }
    guard let home, let kernel = KernelIdentity.running() else { return nil }
    guard makeOwn(home) else { return nil }
    return KernelSymbolCache(folder: "\(home)/stretto", kernel: kernel)
  }

  /// What is in the file; nil where there is none, or none of this kernel.
  func load() -> KernelSymbols? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & ~0o700 == S_IFREG,
      status.st_uid == geteuid(), read(file, header.count) == header
    else { return nil }
    let rest = Int(status.st_size) - header.count
    guard let sizes: [UInt64] = read(file, 2), let count = Int(exactly: sizes[0]),
      let length = Int(exactly: sizes[1]),
      // Two numbers of 8 bytes, then 8 and 4 for each function and 4 at the end.
      rest <= Self.largest, count > 0, count <= rest / 12, length <= rest,
      rest == 20 + 12 * count + length,
      let starts: [UInt64] = read(file, count), let nameStarts: [UInt32] = read(file, count + 1),
      let names: [UInt8] = read(file, length)
    else { return nil }
    return KernelSymbols(starts: starts, nameStarts: nameStarts, names: names)
  }

  /// Writes the file; where that fails there is none, and the next recording reads anew.
  func store(_ symbols: KernelSymbols) {
    let sizes = [UInt64(symbols.starts.count), UInt64(symbols.names.count)]
    let own = "\(path).\(getpid())"
    _ = unsafe mkdir(folder, 0o700)
    // A file beyond the limit would end the process.
    var limit = rlimit()
    let size = header.count + 20 + 12 * symbols.starts.count + symbols.names.count
    guard isOwn(folder), unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur >= rlim_t(size)
    else { return }
    // Left by a process of the same number that was killed.
    _ = unsafe unlink(own)
    let file = unsafe open(own, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let isWhole =
      write(file, header) && write(file, sizes) && write(file, symbols.starts)
      && write(file, symbols.nameStarts) && write(file, symbols.names)
    close(file)
    let isThere = unsafe isWhole && rename(own, path) == 0
    if !isThere { _ = unsafe unlink(own) }
  }

  /// Whether it is a folder of the user's, and no link, into which nobody else can write.
  private func isOwn(_ folder: String) -> Bool {
    var status = stat()
    return unsafe lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_mode & 0o022 == 0 && status.st_uid == geteuid()
  }

  private var header: [UInt8] { Self.mark + kernel.bytes }

  /// Whether a folder is the user's own, made where its own folder is the user's.
  ///
  /// With sudo, HOME may be another's: nothing of ours goes there.
  private static func makeOwn(_ path: String) -> Bool {
    if let isOwn = isOwnFolder(path) { return isOwn }
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    guard isOwnFolder("/" + parent) == true else { return false }
    return unsafe mkdir(path, 0o700) == 0
  }

  /// Nil where there is nothing.
  private static func isOwnFolder(_ path: String) -> Bool? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return errno == ENOENT ? nil : false }
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  /// The absolute path that a variable holds.
  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.hasPrefix("/") ? text : nil
  }

  private func read<Number: FixedWidthInteger>(_ file: Int32, _ count: Int) -> [Number]? {
    var numbers = [Number](repeating: 0, count: count)
    let isWhole = unsafe numbers.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        let got = unsafe Glibc.read(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return false }
        done += got
      }
      return true
    }
    return isWhole ? numbers : nil
  }

  private func write<Number: FixedWidthInteger>(_ file: Int32, _ numbers: [Number]) -> Bool {
    unsafe numbers.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let put = unsafe Glibc.write(
          file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
        if put < 0, errno == EINTR { continue }
        guard put > 0 else { return false }
        done += put
      }
      return true
    }
  }
}
