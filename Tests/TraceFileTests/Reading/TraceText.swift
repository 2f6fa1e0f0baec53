import CZlib
import TraceFile
import TraceModel

/// The object form around events.
func object(_ events: String...) -> String {
  "{\"traceEvents\":[" + events.joined(separator: ",\n") + "]}"
}

/// Reads a trace from text.
func read(_ text: String, options: TraceReaderOptions = TraceReaderOptions()) throws -> Trace {
  try TraceReader.read(bytes: Array(text.utf8), name: "text", options: options)
}

/// A complete event on lane 1/1.
func complete(_ name: String, _ start: String, _ duration: String, more: String = "") -> String {
  """
  {"ph":"X","name":"\(name)","cat":"c","pid":1,"tid":1,"ts":\(start),"dur":\(duration)\(more)}
  """
}

/// The bytes as one gzip member.
func gzipped(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
  var stream = z_stream()
  guard stretto_deflate_init_gzip(&stream, level) == Z_OK else { return [] }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1024)
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      _ = deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  return Array(output.prefix(count))
}

/// A span as a test writes it down.
struct PlainSpan: Hashable, Comparable, CustomStringConvertible {
  var name: String
  var start: Int64
  var end: Int64
  var isUnfinished = false

  init(_ name: String, _ start: Int64, _ end: Int64, isUnfinished: Bool = false) {
    self.name = name
    self.start = start
    self.end = end
    self.isUnfinished = isUnfinished
  }

  static func < (left: PlainSpan, right: PlainSpan) -> Bool {
    (left.start, left.end, left.name) < (right.start, right.end, right.name)
  }

  var description: String { "\(name) \(start)..<\(end)\(isUnfinished ? " unfinished" : "")" }
}

extension Trace {
  /// All spans in order of time.
  var plainSpans: [PlainSpan] {
    spans.map {
      PlainSpan(
        names[$0.name], $0.start.count, $0.end.count, isUnfinished: $0.isUnfinished)
    }.sorted()
  }

  var plainAsyncSpans: [PlainSpan] {
    asyncSpans.map {
      PlainSpan(
        names[$0.name], $0.start.count, $0.end.count, isUnfinished: $0.isUnfinished)
    }.sorted()
  }
}
