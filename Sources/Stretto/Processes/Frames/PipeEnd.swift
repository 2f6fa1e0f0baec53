import CClock
import Glibc

/// One end of a pipe between a pool and a worker.
///
/// A plain number: who opened it closes it.
struct PipeEnd: Sendable {
  let descriptor: Int32

  func close() { _ = Glibc.close(descriptor) }

  /// Whether exec closes it.
  func setClosedOnExec() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  /// Writes all of the bytes, blocking.
  ///
  /// The calling thread must have SIGPIPE blocked.
  func write(_ bytes: some Collection<UInt8>) throws(PipeFailure) {
    let whole = bytes.withContiguousStorageIfAvailable { buffer in
      Result { () throws(PipeFailure) in try unsafe write(buffer: buffer) }
    }
    guard let whole else { return try write(Array(bytes)) }
    try whole.get()
  }

  private func write(buffer: UnsafeBufferPointer<UInt8>) throws(PipeFailure) {
    var rest = unsafe buffer[...]
    while unsafe !rest.isEmpty {
      let part = unsafe UnsafeBufferPointer(rebasing: rest)
      let count = unsafe Glibc.write(descriptor, part.baseAddress, part.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw errno == EPIPE ? .closed : .system(errno)
      }
      unsafe rest = rest.dropFirst(count)
    }
  }

  /// Reads so many bytes.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - deadline: CLOCK_MONOTONIC nanoseconds; nil waits for ever.
  /// - Returns: the bytes.
  /// - Throws: `closed` when the other side has closed before the last of them.
  func read(_ count: Int, deadline: Int64?) throws(PipeFailure) -> [UInt8] {
    // An array without room shares its storage with every empty array: two threads would write it.
    guard count > 0 else { return [] }
    var failure: PipeFailure?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      do throws(PipeFailure) {
        while filled < count {
          if let deadline { try awaitReadable(until: deadline) }
          filled += unsafe try readSome(
            UnsafeMutableBufferPointer(rebasing: buffer[filled..<count]))
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  private func readSome(
    _ buffer: UnsafeMutableBufferPointer<UInt8>
  ) throws(PipeFailure) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { return count }
      if count == 0 { throw .closed }
      if errno != EINTR { throw .system(errno) }
    }
  }

  /// Reads what is there, at most so many bytes; blocks while there is nothing, empty at the end.
  func readAvailable(_ most: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
      filled = unsafe (try? readSome(buffer)) ?? 0
    }
  }

  private func awaitReadable(until deadline: Int64) throws(PipeFailure) {
    while true {
      let left = deadline - stretto_clock_monotonic()
      guard left > 0 else { throw .timedOut }
      var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // Rounded up: never early.
      let milliseconds = Int32(clamping: left / 1_000_000 + 1)
      let count = unsafe poll(&watched, 1, milliseconds)
      if count > 0 { return }
      if count < 0 && errno != EINTR { throw .system(errno) }
    }
  }
}
