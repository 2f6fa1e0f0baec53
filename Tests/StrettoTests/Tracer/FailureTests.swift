import Glibc
import Testing
import TraceFile
import TraceModel

@testable import Stretto

@Suite struct FailureTests {
  @Test func `an existing file is kept unless overwriting is allowed`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let first = try Tracer(writingTo: path)
    first.span("first") {}
    try first.finish()
    let error = #expect(throws: TracerError.self) { try Tracer(writingTo: path) }
    #expect(error?.code == .outputExists)
    #expect(error?.path == path)
    let kept = Recorded(trace: try TraceReader.read(path: path))
    #expect(kept.spans("first").count == 1)
    let second = try Tracer(writingTo: path, overwriting: true)
    second.span("second") {}
    try second.finish()
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    #expect(recorded.spans("first").isEmpty && recorded.spans("second").count == 1)
  }

  @Test(arguments: [
    ("/proc/run.json.gz", TracerError.Code.cannotCreate),
    ("/tmp/no such folder/run.json.gz", .cannotCreate),
    ("/dev/null/run.json.gz", .cannotCreate),
    ("/tmp/run.txt", .badName),
  ])
  func `a file that cannot be is one sentence`(path: String, code: TracerError.Code) throws {
    let error = #expect(throws: TracerError.self) { try Tracer(writingTo: path) }
    let sentence = error?.description ?? ""
    #expect(error?.code == code)
    #expect(sentence.contains(path))
    #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
  }

  @Test func `a disk that is full from the start is one sentence`() throws {
    let error = #expect(throws: TracerError.self) {
      try Tracer(writingTo: "/dev/full", overwriting: true)
    }
    #expect(error?.code == .cannotWrite)
    #expect(error?.errorNumber == ENOSPC)
    #expect(error?.description.contains("/dev/full") == true)
  }

  /// The limit on a file's size stands for a full disk: the same `write(2)` fails.
  @Test func `a disk that fills up stops the file, not the program`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      let tracer = try Tracer(writingTo: path)
      var limit = rlimit(rlim_cur: 4_096, rlim_max: 4_096)
      setrlimit(__rlimit_resource_t(1), &limit)
      for number in 0..<20_000 { tracer.span(dynamic: "name \(number)") {} }
      do throws(TracerError) {
        try tracer.finish()
      } catch {
        try tracer.finish()
        // By name, since a file could not grow: the limit holds for all files.
        symlink("\(tracer.eventsLost)", path + ".lost")
        exit(error.errorNumber == EFBIG && error.code == .cannotWrite ? 7 : 8)
      }
    }
    // What was written before is readable, the file did not grow, the rest is counted.
    let lines = try TraceText.lines(of: path)
    #expect(lines.count > 10 && lines.count < 10_000)
    var text = [UInt8](repeating: 0, count: 32)
    let count = readlink(path + ".lost", &text, text.count)
    let lost = try #require(Int(String(decoding: text.prefix(max(0, count)), as: UTF8.self)))
    #expect(lost + lines.count >= 20_000)
    #expect(lost < 20_010)
  }

  @Test func `a pipe whose reader is gone does not kill the program`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      let reader = open(path, O_RDONLY | O_NONBLOCK)
      let tracer = try Tracer(writingTo: path, overwriting: true)
      close(reader)
      tracer.span("span") {}
      do throws(TracerError) {
        try tracer.finish()
      } catch {
        exit(error.errorNumber == EPIPE ? 7 : 8)
      }
    }
  }

  @Test func `after the end nothing is recorded, and a second end does nothing`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    let tracer = try Tracer(writingTo: path)
    tracer.span("before") {}
    try tracer.finish()
    tracer.resume()
    #expect(!tracer.isEnabled)
    tracer.span("after") {}
    try onThreads(1) { _ in tracer.span("after") {} }
    try tracer.finish()
    let recorded = Recorded(trace: try TraceReader.read(path: path))
    #expect(recorded.spans("before").count == 1 && recorded.spans("after").isEmpty)
  }

  @Test func `the last reference seals the file`() throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    do {
      let tracer = try Tracer(writingTo: path)
      tracer.span("span") {}
    }
    let trace = try TraceReader.read(path: path)
    #expect(trace.notes.truncation == nil)
    #expect(Recorded(trace: trace).spans("span").count == 1)
  }

  @Test func `an empty trace is whole and says what it is`() throws {
    let recorded = try Recorded { _ in }
    #expect(recorded.trace.notes.truncation == nil)
    #expect(recorded.trace.metadata?.schema == "stretto.trace/1")
    #expect(recorded.trace.metadata?.eventsLost == 0)
  }

  @Test func `a forked child leaves the parent's file alone`() async throws {
    let folder = try ScratchFolder()
    let path = folder.file("run.json.gz")
    await #expect(processExitsWith: .exitCode(0)) { [path = path as String] in
      let tracer = try Tracer(writingTo: path)
      tracer.span("parent") {}
      let child = testFork()
      if child == 0 {
        tracer.span("child") {}
        do { try tracer.finish() } catch { _exit(9) }
        _exit(0)
      }
      var status: Int32 = 0
      waitpid(child, &status, 0)
      tracer.span("parent") {}
      try tracer.finish()
      exit(status == 0 ? 0 : 8)
    }
    let trace = try TraceReader.read(path: path)
    #expect(trace.notes.truncation == nil)
    let recorded = Recorded(trace: trace)
    #expect(recorded.spans("parent").count == 2 && recorded.spans("child").isEmpty)
  }
}

/// `fork`, which Swift hides for good reasons; the child only calls the tracer and `_exit`.
@_silgen_name("fork") private func testFork() -> pid_t
