/// A window of one block over the text of a trace, moved forward only.
///
/// Memory is one block however long a string or an event is: whoever needs
/// bytes that may lie in two blocks copies them.
struct TextReader: ~Copyable {
  static let blockSize = 256 << 10
  /// Bytes before a block, for the rest of the block before.
  private static let headroom = 4096
  /// Bytes behind a block that may be loaded with it.
  static let slack = 32

  /// Headroom and the block, of which `position..<end` is not read yet.
  ///
  /// The slack at its end lets words be loaded there.
  var buffer: [UInt8]
  var position = TextReader.headroom
  private(set) var end = TextReader.headroom
  /// What is added to a place in `buffer` to give its offset in the text.
  private var base = -TextReader.headroom
  let source: BlockStream
  /// Unescaped or joined text of the string read last, where it is not in the block.
  var scratch: [UInt8] = []
  let longestText: Int
  /// Texts cut at `longestText`.
  var cutTexts = 0
  /// Escapes that name no character.
  var repairedEscapes = 0

  private var recordStart = -1
  private var recording: [UInt8] = []
  private var recordingLimit = 0
  private var isRecordingCut = false

  init(_ source: consuming TextSource, longestText: Int) {
    self.source = BlockStream(source)
    self.longestText = max(8, longestText)
    buffer = [UInt8](
      repeating: 0, count: TextReader.headroom + TextReader.blockSize + TextReader.slack)
  }

  deinit { source.close() }

  /// Where the reader stands in the text.
  var offset: Int { base + position }

  /// Replaces a block that is used up by the next; false at the end of the text.
  mutating func refill() throws(ScanFailure) -> Bool {
    try read(keeping: 0)
    return position < end
  }

  /// Makes sure that `count` bytes, at most 4096, stand in the block, or all that are left.
  @inline(__always)
  mutating func lookAhead(_ count: Int) throws(ScanFailure) {
    while end - position < count, !source.isAtEnd { try read(keeping: end - position) }
  }

  /// The next byte, not taken.
  @inline(__always)
  mutating func peek() throws(ScanFailure) -> UInt8 {
    if position == end, try !refill() { throw .end }
    return buffer[position]
  }

  /// The next byte that is not white space, not taken.
  @inline(__always)
  mutating func peekPastSpace() throws(ScanFailure) -> UInt8 {
    while true {
      let byte = try peek()
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
  }

  /// Takes a byte that must come next after white space.
  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(ScanFailure) {
    guard try peekPastSpace() == byte else { throw .damaged }
    position += 1
  }

  /// Reads the next block behind the last `rest` bytes of this one.
  private mutating func read(keeping rest: Int) throws(ScanFailure) {
    saveRecording()
    let kept = TextReader.headroom - rest..<TextReader.headroom
    let saved = Array(buffer[end - rest..<end])
    base += end - TextReader.headroom
    position = kept.lowerBound
    end = TextReader.headroom
    if recordStart >= 0 { recordStart = position }
    do throws(TraceFileError) {
      end += try source.next(&buffer, from: end, upTo: TextReader.blockSize)
    } catch {
      throw .file(error)
    }
    buffer.replaceSubrange(kept, with: saved)
  }
}

extension TextReader {
  /// Keeps a copy of the text from here on, until `endRecording`.
  mutating func startRecording(limit: Int) {
    recordStart = position
    recording.removeAll(keepingCapacity: true)
    recordingLimit = limit
    isRecordingCut = false
  }

  /// The text since `startRecording`, or nil when it was longer than its limit.
  mutating func endRecording() -> [UInt8]? {
    guard recordStart >= 0 else { return nil }
    if !isRecordingCut, recording.isEmpty, position - recordStart <= recordingLimit {
      let text = [UInt8](buffer[recordStart..<position])
      recordStart = -1
      return text
    }
    saveRecording()
    recordStart = -1
    return isRecordingCut ? nil : recording
  }

  private mutating func saveRecording() {
    guard recordStart >= 0 else { return }
    if recording.count + position - recordStart > recordingLimit {
      isRecordingCut = true
      recording.removeAll()
    }
    if !isRecordingCut { recording.append(contentsOf: buffer[recordStart..<position]) }
    recordStart = position
  }
}
