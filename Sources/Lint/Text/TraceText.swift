import TraceFile

/// Why a value could not be read.
enum TextFailure: Error {
  /// The text ends.
  case end
  /// It is no JSON here.
  case malformed
  /// Deeper than `TraceText.maximumDepth`.
  case tooDeep
  /// The text is longer than `TraceText.maximumBytes`.
  case tooLong
  case file(TraceFileError)
}

/// A cursor over the text of a trace that knows its place, and what is wrong with the JSON itself.
///
/// One block of 256 KiB in memory; forward only.
struct TraceText: ~Copyable {
  static let blockSize = 256 << 10
  static let maximumDepth = 1024
  /// Beyond 64 GiB nothing is looked at: a small file can inflate to any length.
  static let maximumBytes = 64 << 30

  private var blocks: TextBlocks
  var buffer = [UInt8](repeating: 0, count: TraceText.blockSize)
  var index = 0
  var end = 0
  private var base = 0
  private var line = 1
  private var lineStart = 0
  /// The event that is being read.
  var event: Int?
  var findings = Findings()
  /// Whether a NaN costs the file in Perfetto as well.
  var isInArguments = false

  init(_ blocks: consuming TextBlocks) { self.blocks = blocks }

  var container: TextContainer { blocks.container }
  var offset: Int { base + index }
  var place: Place {
    Place(offset: offset, line: line, column: offset - lineStart + 1, event: event)
  }

  /// The next byte, not taken.
  @inline(__always)
  mutating func peek() throws(TextFailure) -> UInt8 {
    if index == end { try refill() }
    return buffer[index]
  }

  private mutating func refill() throws(TextFailure) {
    base += end
    index = 0
    end = 0
    guard base <= TraceText.maximumBytes else { throw .tooLong }
    do throws(TraceFileError) {
      end = try blocks.next(&buffer)
    } catch {
      throw .file(error)
    }
    if end == 0 { throw .end }
  }

  /// The next byte that is not white space, not taken.
  @inline(__always)
  mutating func peekPastSpace() throws(TextFailure) -> UInt8 {
    while true {
      let byte = try peek()
      switch byte {
      case 0x20, 0x0D, 0x09: index += 1
      case 0x0A: takeLineFeed()
      default: return byte
      }
    }
  }

  /// Takes a line feed, which is next.
  mutating func takeLineFeed() {
    index += 1
    line += 1
    lineStart = offset
  }

  /// Takes any byte, which is next.
  mutating func skip() {
    if buffer[index] == 0x0A { takeLineFeed() } else { index += 1 }
  }

  /// Takes the byte if it comes next after white space.
  mutating func take(_ byte: UInt8) throws(TextFailure) -> Bool {
    guard try peekPastSpace() == byte else { return false }
    index += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(TextFailure) {
    guard try take(byte) else { throw .malformed }
  }

  mutating func add(_ rule: Rule, at place: Place? = nil) {
    findings.add(rule, place ?? self.place)
  }
}
