/// What wraps the text of a trace file, as far as it has been read.
package struct TextContainer: Hashable, Sendable {
  /// How the gzip stream ends; plain text is always `whole`.
  package enum Ending: Hashable, Sendable {
    case whole
    /// Before its trailer.
    case cut
    /// The trailer's checksum or length is wrong.
    case checksum
    /// Inside a member, with bytes that are no deflate stream.
    case damaged
  }

  package var isGzip = false
  /// gzip members begun.
  package var members = 0
  /// Where in the text the second member begins.
  package var secondMember: Int?
  package var ending = Ending.whole
  /// Bytes of the file after its last gzip member.
  package var trailingBytes = 0
  /// The file's bytes read.
  package var fileBytes = 0
}

/// The text of a trace file block by block, and how the file holds it.
///
/// For those who judge the container; the reader proper has its own source.
/// Memory is one block of 64 KiB; the text is inflated as it is asked for.
package struct TextBlocks: ~Copyable {
  private static let inputSize = 64 << 10

  private var input: FileInput
  private var inflater: Inflater?
  private var block = [UInt8](repeating: 0, count: TextBlocks.inputSize)
  private var position = 0
  private var end = 0
  private var isAtEnd = false
  private var produced = 0
  package private(set) var container = TextContainer()

  /// - Throws: `TraceFileError` when the file cannot be opened or read.
  package init(path: String) throws(TraceFileError) { try self.init(FileInput(path: path)) }

  /// The same for bytes in memory.
  package init(bytes: [UInt8], name: String) throws(TraceFileError) {
    try self.init(FileInput(bytes: bytes, name: name))
  }

  private init(_ input: consuming FileInput) throws(TraceFileError) {
    self.input = input
    guard try holdsMember() else { return }
    guard let inflater = Inflater() else {
      throw TraceFileError(.compression, self.input.name, "zlib cannot get the memory it needs")
    }
    self.inflater = consume inflater
    container.isGzip = true
    container.members = 1
  }

  /// Fills the start of a buffer that is not empty; 0 at the end of the text only.
  package mutating func next(_ buffer: inout [UInt8]) throws(TraceFileError) -> Int {
    while !isAtEnd {
      let count = try container.isGzip ? inflate(into: &buffer) : copy(into: &buffer)
      produced += count
      if count > 0 { return count }
    }
    return 0
  }

  private mutating func copy(into buffer: inout [UInt8]) throws(TraceFileError) -> Int {
    if position == end, try !fill() {
      isAtEnd = true
      return 0
    }
    let count = min(buffer.count, end - position)
    for index in 0..<count { buffer[index] = block[position + index] }
    position += count
    return count
  }

  private mutating func inflate(into buffer: inout [UInt8]) throws(TraceFileError) -> Int {
    if position == end, try !fill() {
      stop(.cut)
      return 0
    }
    let range = position..<end
    let step = unsafe block.withUnsafeMutableBytes { bytes in
      unsafe buffer.withUnsafeMutableBytes { output in
        unsafe inflater?.inflate(
          UnsafeMutableRawBufferPointer(rebasing: bytes[range]), into: output)
      }
    }
    guard let step, step.outcome != .outOfMemory else {
      throw TraceFileError(.compression, input.name, "zlib cannot get the memory it needs")
    }
    position += step.taken
    switch step.outcome {
    case .memberEnd: try endMember(after: step.given)
    case .damaged: stop(inflater?.words.contains("check") == true ? .checksum : .damaged)
    // Neither bytes taken nor given: zlib will not go on.
    case .more where step.taken == 0 && step.given == 0: stop(.damaged)
    default: break
    }
    return step.given
  }

  private mutating func stop(_ ending: TextContainer.Ending) {
    container.ending = ending
    isAtEnd = true
  }

  private mutating func endMember(after given: Int) throws(TraceFileError) {
    if try holdsMember() {
      inflater?.reset()
      container.members += 1
      if container.members == 2 { container.secondMember = produced + given }
      return
    }
    isAtEnd = true
    container.trailingBytes = end - position
    position = end
    while try fill() {
      container.trailingBytes += end
      position = end
    }
  }

  /// Whether a gzip member starts here.
  private mutating func holdsMember() throws(TraceFileError) -> Bool {
    while end - position < 2 {
      guard try fill() else { return false }
    }
    return block[position] == 0x1F && block[position + 1] == 0x8B
  }

  /// Reads more bytes behind those not used yet; false at the end of the file.
  private mutating func fill() throws(TraceFileError) -> Bool {
    let rest = end - position
    for index in 0..<rest { block[index] = block[position + index] }
    position = 0
    end = rest
    var failure: TraceFileError?
    let count = unsafe block.withUnsafeMutableBytes { bytes in
      do throws(TraceFileError) {
        return try unsafe input.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[rest...]))
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    end += count
    container.fileBytes += count
    return count > 0
  }
}
