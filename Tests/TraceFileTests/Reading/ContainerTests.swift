import Testing
import TraceFile
import TraceModel

@Suite struct ContainerTests {
  let event = complete("work", "1", "2")
  let span = PlainSpan("work", 1000, 3000)

  @Test func `gzip and plain text are told apart by their bytes, not by the name`() throws {
    let folder = ScratchFolder()
    for (name, bytes) in [
      ("plain.json.gz", Array(object(event).utf8)),
      ("gzip.json", gzipped(Array(object(event).utf8))),
    ] {
      let path = folder.file(name)
      try write(bytes, to: path)
      let trace = try TraceReader.read(path: path)
      #expect(trace.plainSpans == [span])
      #expect(trace.name == name)
      #expect(trace.notes.members == (name == "gzip.json" ? 1 : 0))
    }
  }

  @Test func `traceEvents may stand anywhere among the keys`() throws {
    let filler =
      "\"metadata\":{\"a\":[1,{\"b\":\"]}\"}],\"c\":\"\(String(repeating: "x", count: 9000))\"}"
    for text in [
      "{\(filler),\"traceEvents\":[\(event)]}", "{\"traceEvents\":[\(event)],\(filler)}",
      "{\(filler),\"traceEvents\":[\(event)],\"displayTimeUnit\":\"ns\"}",
    ] {
      let trace = try read(text)
      #expect(trace.plainSpans == [span])
      #expect(trace.notes.truncation == nil)
      #expect(trace.notes.bytes == text.utf8.count)
    }
  }

  @Test func `the array form is read, closed or not`() throws {
    for (text, isWhole) in [
      ("[\(event)]", true), (" [ \(event) ] ", true), ("[\(event)", false), ("[\(event),\n", false),
      ("[]", true),
    ] {
      let trace = try read(text)
      #expect(trace.plainSpans == (text == "[]" ? [] : [span]))
      #expect((trace.notes.truncation == nil) == isWhole, "\(text)")
      #expect(trace.notes.malformed == 0)
    }
    #expect(try read("[\(event)").notes.truncation?.reason == "the array is not closed")
  }

  @Test func `an object cut inside an event keeps the events before`() throws {
    let text = "{\"traceEvents\":[\(event),\n{\"ph\":\"X\",\"name\":\"cut"
    let notes = try read(text).notes
    #expect(notes.events == 1)
    #expect(notes.malformed == 0)
    #expect(notes.truncation?.byteOffset == text.utf8.count)
    #expect(notes.truncation?.reason == "the last event is cut off")
  }

  @Test func `trailing commas and a byte order mark are no damage`() throws {
    let trace = try read("\u{FEFF}{\"traceEvents\":[\(event),],}")
    #expect(trace.plainSpans == [span])
    #expect(trace.notes.malformed == 0)
    #expect(trace.notes.truncation == nil)
  }

  @Test func `several gzip members are read as one text and counted`() throws {
    let text = Array(object(event, complete("more", "5", "1")).utf8)
    for cut in stride(from: 1, to: text.count, by: 7) {
      let bytes = gzipped(Array(text[..<cut])) + gzipped(Array(text[cut...]))
      let trace = try TraceReader.read(bytes: bytes)
      #expect(trace.plainSpans == [span, PlainSpan("more", 5000, 6000)])
      #expect(trace.notes.members == 2)
    }
  }

  @Test func `bytes after the gzip member are passed over and counted`() throws {
    let bytes = gzipped(Array(object(event).utf8)) + [0, 0, 0, 7, 9]
    let notes = try TraceReader.read(bytes: bytes).notes
    #expect(notes.ignoredBytes == 5)
    #expect(notes.events == 1)
    #expect(notes.truncation == nil)
    #expect(try read(object(event) + " tail").notes.ignoredBytes == 4)
  }

  @Test func `a missing gzip trailer and a wrong checksum are said`() throws {
    let whole = gzipped(Array(object(event).utf8))
    let cut = try TraceReader.read(bytes: Array(whole.dropLast(8)))
    #expect(cut.plainSpans == [span])
    #expect(
      cut.notes.truncation?.reason == "the gzip stream stops before its end; the text is whole")
    var wrong = whole
    wrong[wrong.count - 5] ^= 0xFF
    let damaged = try TraceReader.read(bytes: wrong)
    #expect(damaged.plainSpans == [span])
    #expect(damaged.notes.truncation?.reason.contains("incorrect data check") == true)
  }

  @Test(arguments: [
    ("", "trace: the file holds no text"), ("   \n", "trace: the file holds no text"),
    ("hello", "trace: this is no JSON trace"),
    ("{\"a\":1}", "trace: the object has no traceEvents"),
    ("{\"a\" 1}", "trace: the text is not JSON"),
    ("[1,2,3]", "trace: nothing in it is a trace event"),
    ("[{}]", "trace: nothing in it is a trace event"),
  ])
  func `what cannot be a trace is refused with a place`(_ text: String, _ words: String) {
    let error = #expect(throws: TraceFileError.self) {
      try TraceReader.read(bytes: Array(text.utf8))
    }
    #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
    #expect(error?.byteOffset != nil)
  }

  @Test func `missing files, folders and empty files are refused`() throws {
    let folder = ScratchFolder()
    let empty = folder.file("empty.json.gz")
    try write([], to: empty)
    for (path, code) in [
      (folder.file("none"), TraceFileError.Code.cannotOpen), (folder.path, .cannotOpen),
      (empty, .truncated),
    ] {
      let error = #expect(throws: TraceFileError.self) { try TraceReader.read(path: path) }
      #expect(error?.code == code)
      #expect(error?.description.hasPrefix(path) == true)
    }
  }

  @Test func `text beyond the limit is refused`() throws {
    let bomb = gzipped([UInt8](repeating: 0x20, count: 4 << 20))
    var options = TraceReaderOptions()
    options.maximumInflatedBytes = 1 << 20
    let error = #expect(throws: TraceFileError.self) {
      try TraceReader.read(bytes: bomb, options: options)
    }
    #expect(error?.byteOffset == 1 << 20)
  }
}
