import Testing
import TraceFile
import TraceModel

/// Texts of many blocks, which a second thread inflates.
@Suite struct BlockStreamTests {
  private func text(_ count: Int) -> [UInt8] {
    var text = "{\"traceEvents\":[\n"
    for index in 0..<count {
      if index > 0 { text += ",\n" }
      text += complete("span \(index % 97)", "\(index)", "0.5", more: ",\"args\":{\"n\":\(index)}")
    }
    return Array((text + "\n]}").utf8)
  }

  @Test(arguments: [true, false])
  func `events of many blocks are those of the text`(_ isCompressed: Bool) throws {
    let text = text(40_000)
    #expect(text.count > 3 << 20)
    let trace = try TraceReader.read(bytes: isCompressed ? gzipped(text, level: 1) : text)
    #expect(trace.spans.starts == (0..<40_000).map { Int64($0) * 1000 })
    #expect(trace.spans.ends == (0..<40_000).map { Int64($0) * 1000 + 500 })
    #expect(trace.notes.bytes == text.count)
    #expect(trace.notes.members == (isCompressed ? 1 : 0))
    #expect(trace.notes.truncation == nil)
    #expect(trace.names.count == 97 + 5)
  }

  @Test func `damage behind many blocks is said as ever`() throws {
    let bytes = gzipped(text(40_000), level: 1)
    let cut = try TraceReader.read(bytes: Array(bytes[..<(bytes.count * 9 / 10)])).notes
    #expect(
      cut.truncation?.reason == "the gzip stream stops before its end; the last event is cut off")
    #expect(cut.events > 20_000)
    #expect(cut.truncation?.byteOffset == cut.bytes)
    let tail = try TraceReader.read(bytes: bytes + [1, 2, 3]).notes
    #expect(tail.ignoredBytes == 3)
    #expect(tail.events == 40_000)
  }

  @Test func `an error of the inflating thread is thrown where the reader gets there`() throws {
    let bytes = gzipped(text(40_000), level: 1)
    var options = TraceReaderOptions()
    options.maximumInflatedBytes = 3 << 20
    let error = #expect(throws: TraceFileError.self) {
      try TraceReader.read(bytes: bytes, options: options)
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.byteOffset == 3 << 20)
  }

  @Test func `a reader that stops early ends the thread`() throws {
    var options = TraceReaderOptions()
    options.maximumEvents = 20_000
    let bytes = gzipped(text(40_000), level: 1)
    for _ in 0..<5 {
      let error = #expect(throws: TraceFileError.self) {
        try TraceReader.read(bytes: bytes, options: options)
      }
      #expect(error?.code == .tooLarge)
    }
  }
}
