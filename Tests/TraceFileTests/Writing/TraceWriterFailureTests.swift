import Glibc
import Testing
import TraceFile
import TraceModel

/// A trace loses nothing that was flushed, whatever happens to the file or the program.
struct TraceWriterFailureTests {
  private let folder = ScratchFolder()
  private var path: String { folder.file("trace.json.gz") }

  /// Text that compresses badly, so that zlib has much to hand on.
  private func line(_ random: inout SeededRandom, _ count: Int = 2_000) -> [UInt8] {
    let hash = (0..<count).map { _ in String(random.next(), radix: 36) }.joined()
    var encoder = EventEncoder(origin: .zero)
    encoder.span(hash, "task", 0, 1)
    return encoder.takeLines()
  }

  @Test func `after a flush everything appended can be inflated from an unsealed file`() throws {
    var random = SeededRandom(seed: 1)
    var writer = try TraceWriter(creating: path)
    var expected = GzipText(ScratchFolder.bytes(of: path)).text
    for batch in 0..<5 {
      let lines = line(&random)
      try writer.append(lines)
      try writer.flush()
      expected += (batch == 0 ? [] : [UInt8](",\n".utf8)) + lines
      let inflated = GzipText(ScratchFolder.bytes(of: path))
      #expect(inflated.text == expected)
      #expect(!inflated.isWhole)
    }
    // A writer that goes away unsealed leaves the file as it is.
    _ = consume writer
    #expect(GzipText(ScratchFolder.bytes(of: path)).text == expected)
  }

  @Test func `a flush with nothing new writes nothing`() throws {
    var writer = try TraceWriter(creating: path)
    try writer.append([UInt8]("{}".utf8))
    try writer.flush()
    let count = writer.writtenByteCount
    try writer.flush()
    #expect(writer.writtenByteCount == count)
    #expect(ScratchFolder.bytes(of: path).count == count)
    try writer.seal([])
  }

  @Test func `the file grows while the trace does, not at its end`() throws {
    var random = SeededRandom(seed: 2)
    var writer = try TraceWriter(creating: path)
    for _ in 0..<50 { try writer.append(line(&random)) }
    // All but what zlib and the writer hold back.
    #expect(ScratchFolder.bytes(of: path).count > writer.textByteCount / 2 - 300_000)
    #expect(writer.textByteCount > 1_000_000)
    try writer.seal([])
  }

  @Test func `an existing file is refused and left alone`() throws {
    try TraceWriter(creating: path).seal([])
    let before = ScratchFolder.bytes(of: path)
    let error = #expect(throws: TraceFileError.self) { _ = try TraceWriter(creating: path) }
    #expect(error?.code == .exists)
    #expect(
      error?.description == "\(path): a file of that name exists already; "
        + "choose another name, or allow overwriting it.")
    #expect(ScratchFolder.bytes(of: path) == before)
  }

  @Test func `an existing file is replaced when that is allowed`() throws {
    var random = SeededRandom(seed: 3)
    var writer = try TraceWriter(creating: path)
    try writer.append(line(&random))
    try writer.seal([])
    try TraceWriter(creating: path, overwriting: true).seal([])
    let inflated = GzipText(ScratchFolder.bytes(of: path))
    #expect(inflated.isWhole && inflated.trailingByteCount == 0)
    #expect(try JSONValue(parsing: inflated.text)["traceEvents"] == .array([]))
  }

  @Test func `a folder that does not exist is refused in one sentence`() throws {
    let path = folder.file("none/trace.json.gz")
    let error = #expect(throws: TraceFileError.self) { _ = try TraceWriter(creating: path) }
    #expect(error?.code == .cannotOpen)
    #expect(
      error?.description == "\(path): the file cannot be created (No such file or directory); "
        + "choose a folder that exists and that you may write to.")
  }

  @Test func `a full disk is an error that says so`() throws {
    let error = #expect(throws: TraceFileError.self) {
      _ = try TraceWriter(creating: "/dev/full", overwriting: true)
    }
    #expect(error?.code == .noSpace)
    #expect(
      error?.description == "/dev/full: the trace cannot be written further "
        + "(No space left on device); free some space or choose another folder; "
        + "what was written before stays readable.")
  }

  @Test func `a level that zlib does not know is an error and creates no file`() throws {
    let path = path
    let error = #expect(throws: TraceFileError.self) {
      _ = try TraceWriter(creating: path, compressionLevel: 77)
    }
    #expect(error?.code == .compression)
    #expect(access(path, F_OK) != 0)
  }

  @Test func `after a failed write nothing more is written, and what is there stays readable`()
    throws
  {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    var writer = try TraceWriter(descriptor: ends[1], name: "a pipe")
    try writer.append([UInt8]("{\"a\":1}".utf8))
    try writer.flush()
    // What the disk would hold, and then the disk is gone.
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let kept = Array(buffer.prefix(read(ends[0], &buffer, buffer.count)))
    let read = Array(buffer.prefix(kept.count))
    close(ends[0])
    try writer.append([UInt8]("{\"b\":2}".utf8))
    let target = linkTarget("/proc/self/fd/\(ends[1])")
    let first = try #require(#expect(throws: TraceFileError.self) { try writer.flush() })
    #expect(first.code == .cannotWrite)
    #expect(first.errorNumber == EPIPE)
    let count = writer.writtenByteCount
    #expect(throws: first) { try writer.append([UInt8]("{\"c\":3}".utf8)) }
    #expect(throws: first) { try writer.flush() }
    #expect(writer.writtenByteCount == count)
    #expect(GzipText(read).string.hasSuffix("[\n{\"a\":1}"))
    do throws(TraceFileError) {
      try writer.seal([])
      Issue.record("a trace that could not be written was sealed")
    } catch {
      #expect(error == first)
    }
    #expect(target.hasPrefix("pipe:"))
    #expect(openDescriptors(on: target).isEmpty)
  }

  @Test func `a pipe that takes little at a time gets every byte`() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    #expect(fcntl(writing, F_SETFL, O_NONBLOCK) == 0)
    let received = Task.detached { () -> [UInt8] in
      defer { close(reading) }
      return ScratchFolder.bytes(from: reading)
    }
    var random = SeededRandom(seed: 4)
    var writer = try TraceWriter(descriptor: writing)
    for _ in 0..<20 { try writer.append(line(&random)) }
    try writer.seal([])
    let inflated = await GzipText(received.value)
    #expect(inflated.isWhole)
    #expect(try JSONValue(parsing: inflated.text)["traceEvents"]?.elements?.count == 20)
  }

  @Test func `a sealed writer has closed its descriptor`() throws {
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    try TraceWriter(descriptor: descriptor, name: "given").seal([])
    #expect(GzipText(ScratchFolder.bytes(of: path)).isWhole)
    #expect(openDescriptors(on: path).isEmpty)
  }

  /// The descriptors of this process that point at a file.
  private func openDescriptors(on target: String) -> [String] {
    guard let folder = opendir("/proc/self/fd") else { return ["no /proc"] }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if linkTarget("/proc/self/fd/" + name) == target { found.append(name) }
    }
    return found
  }

  private func linkTarget(_ path: String) -> String {
    var target = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &target, target.count)
    return String(
      decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
