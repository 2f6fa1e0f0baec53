import Testing
import TraceModel

@testable import TraceFile

@Suite struct HostileTextTests {
  private let work = complete("work", "1", "2")
  private let span = PlainSpan("work", 1000, 3000)

  @Test func `a string longer than a block is cut to the limit and counted`() throws {
    for filler in ["x", "é", "\\u00e9", "\\\""] {
      let long = String(repeating: filler, count: TextReader.blockSize)
      let trace = try read(object(complete(long, "1", "1"), work))
      #expect(trace.spans.count == 2)
      let name = trace.names[trace.spans[0].name]
      #expect(name.utf8.count <= TraceReaderOptions().maximumTextBytes)
      #expect(name.utf8.count > TraceReaderOptions().maximumTextBytes - 4)
      #expect(trace.notes.cutTexts == 1)
      #expect(trace.notes.repairedTexts == 0)
    }
  }

  @Test func `megabytes in strings and arrays beside the events are passed over`() throws {
    let long = String(repeating: "a\\\\\\\"]}", count: 300_000)
    let text =
      "{\"systemTraceEvents\":\"\(long)\",\"samples\":[\"\(long)\"],\"traceEvents\":[\(work)]}"
    let trace = try read(text)
    #expect(trace.plainSpans == [span])
    #expect(trace.notes.bytes == text.utf8.count)
  }

  @Test func `values nested to the limit are passed over, deeper ones drop their event`() throws {
    for (depth, isKept) in [(511, true), (512, false), (200_000, false)] {
      let nest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let trace = try read(object(complete("deep", "0", "1", more: ",\"x\":\(nest)"), work))
      #expect(trace.spans.count == (isKept ? 2 : 1))
      #expect(trace.notes.malformed == (isKept ? 0 : 1))
    }
    let open = try read(
      "{\"traceEvents\":[\(work),{\"a\":" + String(repeating: "[", count: 100_000))
    #expect(open.plainSpans == [span])
  }

  @Test func `bytes that are no UTF-8 are repaired and counted once a text`() throws {
    var bytes = Array(object(complete("a?b", "1", "1"), complete("a?b", "3", "1")).utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "?") { bytes[index] = 0xC3 }
    let trace = try TraceReader.read(bytes: bytes)
    #expect(trace.plainSpans.map(\.name) == ["a\u{FFFD}b", "a\u{FFFD}b"])
    #expect(trace.notes.repairedTexts == 1)
    let lone = try read(
      object(complete("\\ud800x", "1", "1"), complete("\\ud83d\\ude00", "2", "1")))
    #expect(lone.plainSpans.map(\.name) == ["\u{FFFD}x", "😀"])
    #expect(lone.notes.repairedTexts == 1)
  }

  @Test func `NUL and other control characters are text`() throws {
    let trace = try read(object(complete("a\u{0}b\tc", "1", "1"), complete("\\u0000", "2", "1")))
    #expect(trace.plainSpans.map(\.name) == ["a\u{0}b\tc", "\u{0}"])
  }

  @Test func `escapes are undone, unknown ones stay`() throws {
    let trace = try read(object(complete("\\n\\t\\\\\\/\\\"\\q\\u00", "1", "1")))
    #expect(trace.plainSpans.map(\.name) == ["\n\t\\/\"\\q\u{FFFD}"])
  }

  @Test func `an unescaped quote costs its own event only`() throws {
    for separator in [",\n", ","] {
      let damaged = complete("say \"hi\"", "1", "1")
      let text =
        "{\"traceEvents\":["
        + [work, damaged, complete("after", "5", "1")].joined(separator: separator)
        + "]}"
      let trace = try read(text)
      #expect(trace.plainSpans == [span, PlainSpan("after", 5000, 6000)])
      #expect(trace.notes.malformed == 1)
      #expect(trace.notes.events == 3)
      #expect(trace.notes.truncation == nil)
    }
  }

  @Test func `huge numbers break their event, not the reader`() throws {
    let digits = String(repeating: "9", count: 400_000)
    let trace = try read(
      object(
        complete("ts", digits, "1"), complete("exponent", "1e\(digits)", "1"),
        "{\"ph\":\"X\",\"name\":\"pid\",\"pid\":\(digits),\"tid\":-\(digits),\"ts\":1,\"dur\":1}",
        complete("cpu", "1", "1", more: ",\"args\":{\"cpu_ns\":\(digits)}"), work))
    #expect(trace.notes.malformed == 2)
    #expect(trace.spans.count == 3)
  }

  @Test func `an end looks for its begin through 512 open ones at most`() throws {
    for (depth, isFound) in [(511, true), (512, false)] {
      var marks = ["{\"ph\":\"B\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":0}"]
      marks.append("{\"ph\":\"b\",\"name\":\"a\",\"cat\":\"c\",\"id\":1,\"pid\":1,\"ts\":0}")
      for _ in 0..<depth {
        marks.append("{\"ph\":\"B\",\"name\":\"b\",\"pid\":1,\"tid\":1,\"ts\":1}")
        marks.append("{\"ph\":\"b\",\"name\":\"b\",\"cat\":\"c\",\"id\":1,\"pid\":1,\"ts\":1}")
      }
      marks.append("{\"ph\":\"E\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":2}")
      marks.append("{\"ph\":\"e\",\"name\":\"a\",\"cat\":\"c\",\"id\":1,\"pid\":1,\"ts\":2}")
      let notes = try read("[" + marks.joined(separator: ",") + "]").notes
      #expect(notes.unmatchedEnds == (isFound ? 0 : 2))
      #expect(notes.unfinished == 2 * depth + (isFound ? 0 : 2))
    }
  }

  @Test func `packed keys are the bytes of their words`() {
    for (word, key) in [
      (PackedKey.name, "name"), (PackedKey.phase, "ph"), (PackedKey.cpuTime, "cpu_ns"),
      (PackedKey.scopedIdentifier, "id2"), (PackedKey.category, "cat"), (PackedKey.time, "ts"),
      (PackedKey.executors, "executors"), (PackedKey.origin, "from"), (PackedKey.target, "to"),
    ] {
      let bytes = Array(key.utf8)
      #expect(PackedKey.pack(bytes.span) == word)
    }
  }

  @Test func `keys written with escapes are the same keys`() throws {
    let text = object("{\"p\\u0068\":\"X\",\"n\\u0061me\":\"work\",\"\\u0074s\":1,\"dur\":2}")
    #expect(try read(text).plainSpans == [span])
  }
}
