/// The JSON text of a trace file, inflated where the file is gzip.
///
/// Told by the first bytes, never by the file's name. Several gzip members are
/// read one after another; a cut or damaged stream ends the text early, and
/// `damage` says why.
struct TextSource: ~Copyable {
  private static let inputSize = 64 << 10

  private var input: FileInput
  private var block: [UInt8]
  private var blockPosition = 0
  private var blockEnd = 0
  private var inflater: Inflater?
  private let options: TraceReaderOptions
  /// gzip members begun; 0 for plain text.
  private(set) var members = 0
  /// Bytes of gzip members inflated.
  private var consumed = 0
  /// Bytes of text given out.
  private(set) var produced = 0
  /// Bytes of the file after its last gzip member.
  private(set) var ignored = 0
  /// Why the text ends before the file's own end mark, as a clause.
  private(set) var damage: String?
  private(set) var isAtEnd = false

  init(
    _ input: consuming FileInput, _ options: TraceReaderOptions
  ) throws(TraceFileError) {
    self.input = input
    self.options = options
    block = [UInt8](repeating: 0, count: TextSource.inputSize)
    if try holdsMember() {
      guard let inflater = Inflater() else { throw outOfMemory() }
      self.inflater = consume inflater
      members = 1
    } else if blockEnd == 0 {
      isAtEnd = true
    }
  }

  var name: String { input.name }

  /// Fills a part of `block` as far as the text goes.
  mutating func fill(
    _ block: inout [UInt8], from start: Int, upTo size: Int
  ) throws(TraceFileError) -> Int {
    var count = 0
    while count < size, !isAtEnd {
      var failure: TraceFileError?
      count += unsafe block.withUnsafeMutableBytes { bytes in
        do throws(TraceFileError) {
          return try unsafe read(
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[start + count..<start + size]))
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
    }
    return count
  }

  /// Fills the start of `buffer`, which is not empty; 0 at the end of the text only.
  private mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(TraceFileError)
    -> Int
  {
    var count = 0
    while count == 0, !isAtEnd {
      count = try unsafe members > 0 ? inflate(into: buffer) : copy(into: buffer)
    }
    produced += count
    try checkSize()
    return count
  }

  private func checkSize() throws(TraceFileError) {
    let limit = options.maximumInflatedBytes
    guard produced <= limit else {
      throw TraceFileError(
        .tooLarge, name, "the text is longer than the limit of \(limit) bytes",
        advice: "record less, or a shorter time", byteOffset: limit)
    }
    guard members > 0, produced > options.freeInflatedBytes else { return }
    let expansion = produced / max(1, consumed)
    guard expansion <= options.maximumExpansion else {
      throw TraceFileError(
        .tooLarge, name,
        "the text is more than \(options.maximumExpansion) times as long as its gzip stream",
        advice: "this is no trace, or one of nothing but repetition", byteOffset: produced)
    }
  }
}

extension TextSource {
  private func outOfMemory() -> TraceFileError {
    TraceFileError(.compression, name, "zlib cannot get the memory it needs")
  }

  /// Moves the rest of the block to its front and reads more behind it; false
  /// at the end of the file.
  private mutating func fillBlock() throws(TraceFileError) -> Bool {
    let rest = blockEnd - blockPosition
    for index in 0..<rest { block[index] = block[blockPosition + index] }
    blockPosition = 0
    blockEnd = rest
    guard rest < block.count else { return true }
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
    blockEnd += count
    return count > 0
  }

  /// Whether a gzip member starts here.
  private mutating func holdsMember() throws(TraceFileError) -> Bool {
    while blockEnd - blockPosition < 2 {
      guard try fillBlock() else { return false }
    }
    return block[blockPosition] == 0x1F && block[blockPosition + 1] == 0x8B
  }

  private mutating func copy(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(TraceFileError) -> Int {
    if blockPosition == blockEnd, try !fillBlock() {
      isAtEnd = true
      return 0
    }
    let count = min(buffer.count, blockEnd - blockPosition)
    unsafe buffer.copyBytes(from: block[blockPosition..<blockPosition + count])
    blockPosition += count
    return count
  }

  private mutating func inflate(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(TraceFileError) -> Int {
    if blockPosition == blockEnd, try !fillBlock() {
      stop("the gzip stream stops before its end")
      return 0
    }
    let range = blockPosition..<blockEnd
    let step = unsafe block.withUnsafeMutableBytes { bytes in
      unsafe inflater?.inflate(
        UnsafeMutableRawBufferPointer(rebasing: bytes[range]), into: buffer)
    }
    guard let step else { throw outOfMemory() }
    blockPosition += step.taken
    consumed += step.taken
    switch step.outcome {
    case .more: break
    case .memberEnd: try endMember()
    case .outOfMemory: throw outOfMemory()
    case .damaged: stop("the gzip stream is damaged (\(inflater?.words ?? ""))")
    }
    return step.given
  }

  private mutating func stop(_ reason: String) {
    damage = reason
    isAtEnd = true
  }

  private mutating func endMember() throws(TraceFileError) {
    if try holdsMember() {
      inflater?.reset()
      members += 1
      return
    }
    isAtEnd = true
    ignored = blockEnd - blockPosition
    blockPosition = blockEnd
    while try fillBlock() {
      ignored += blockEnd
      blockPosition = blockEnd
    }
  }
}
