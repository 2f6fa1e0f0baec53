import Testing
import TraceFile
import TraceModel

/// Each bound of the options, and the place where it is met.
@Suite struct BoundTests {
  private func refusal(
    _ text: String, _ change: (inout TraceReaderOptions) -> Void
  ) -> TraceFileError? {
    var options = TraceReaderOptions()
    change(&options)
    return #expect(throws: TraceFileError.self) { try read(text, options: options) }
  }

  private func instants(_ count: Int, _ fields: (Int) -> String) -> String {
    "[" + (0..<count).map { "{\"ph\":\"i\",\"ts\":\($0),\(fields($0))}" }.joined(separator: ",")
      + "]"
  }

  @Test func `too many events, lanes, names and ids are refused in one sentence with a place`() {
    let named = instants(9) { "\"name\":\"n\($0)\"" }
    let cases: [(String, (inout TraceReaderOptions) -> Void, String)] = [
      (named, { $0.maximumEvents = 7 }, "more than 7 events"),
      (instants(9) { "\"tid\":\($0)" }, { $0.maximumLanes = 7 }, "more than 7 lanes"),
      (named, { $0.maximumNames = 7 }, "more than 7 distinct names"),
      (named, { $0.maximumNameBytes = 60 }, "more than 60 bytes of them"),
      (instants(9) { "\"pid\":\"p\($0)\"" }, { $0.maximumNames = 7 }, "more than 7 distinct names"),
    ]
    for (text, change, words) in cases {
      let error = refusal(text, change)
      #expect(error?.code == .tooLarge)
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
      #expect((error?.byteOffset ?? 0) > 60)
      #expect((error?.byteOffset ?? .max) < text.utf8.count)
      #expect((try? read(text)) != nil)
    }
  }

  @Test func `lane names without end are refused`() {
    let name = String(repeating: "x", count: 100)
    let event =
      "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":1,\"args\":{\"name\":\"\(name)\"}}"
    let error = refusal(object(event, event, event)) { $0.maximumNameBytes = 250 }
    #expect(error?.description.contains("more than 250 bytes of lane") == true)
  }

  @Test func `a gzip stream of nothing but repetition is refused`() throws {
    let bomb = gzipped([UInt8](repeating: 0x20, count: 4 << 20))
    var options = TraceReaderOptions()
    options.freeInflatedBytes = 1 << 20
    let error = #expect(throws: TraceFileError.self) {
      try TraceReader.read(bytes: bomb, options: options)
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("more than 250 times") == true)
    #expect((error?.byteOffset ?? 0) > 1 << 20)
  }

  @Test func `an event keeps a megabyte of its arguments`() throws {
    let text = String(repeating: "k", count: 60_000)
    let many = (0..<30).map { _ in "\"task\":\"\(text)\"" }.joined(separator: ",")
    let trace = try read(
      object(complete("big", "1", "1", more: ",\"args\":{\(many)}"), complete("work", "1", "1")))
    #expect(trace.spans.count == 1)
    #expect(trace.notes.malformed == 1)
  }
}
