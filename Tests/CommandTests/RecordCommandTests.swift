import Foundation
import Testing

/// `stretto record`, run as a user runs it.
@Suite(.serialized) struct RecordCommandTests {
  let scratch: ScratchFolder
  var folder: URL { scratch.url }

  init() throws { scratch = try ScratchFolder() }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: scratch.path(name))
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: scratch.path(name), encoding: .utf8)
  }

  /// Returns when the program has made the file, which has no time of its own; gives up late.
  private func wait(for name: String, holding text: String = "") throws {
    let limit = Date(timeIntervalSinceNow: 60)
    while try !exists(name) || !self.text(name).contains(text) {
      try #require(Date() < limit, "\(name) never came")
      usleep(2000)
    }
  }

  @Test func `a program's status is the tool's, and its trace is reported and portable`() throws {
    let recorded = try Tool.run(
      "record", "--output", "t.json.gz", "--", "sh", "-c", "echo out; echo err >&2; exit 3",
      in: folder)
    #expect(recorded.status == 3)
    #expect(recorded.output == "out\n")
    #expect(recorded.errors.hasPrefix("err\n"))
    #expect(recorded.errors.contains("stretto report t.json.gz"))
    let report = try Tool.run("report", "t.json.gz", in: folder)
    #expect(report.status == 0)
    #expect(report.output.hasPrefix("sequential"))
    #expect(!report.output.contains("cut"))
    let lint = try Tool.run("lint", "t.json.gz", in: folder)
    #expect(lint.output.contains("0 errors, 0 warnings"))
  }

  @Test func `the report is sealed into the trace`() throws {
    _ = try Tool.run("record", "--output", "t.json.gz", "--", "true", in: folder)
    let unpacked = try Process.run(
      URL(fileURLWithPath: "/bin/sh"),
      arguments: ["-c", "gunzip -c '\(scratch.path("t.json.gz"))' > '\(scratch.path("t.json"))'"])
    unpacked.waitUntilExit()
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text("t.json").utf8)) as? [String: Any])
    let other = try #require(document["otherData"] as? [String: Any])
    let stretto = try #require(other["stretto"] as? [String: Any])
    let report = try #require(stretto["report"] as? [String: Any])
    #expect(report["schema"] as? String == "stretto.report/1")
    #expect((report["runs"] as? [Any])?.count == 1)
    #expect(other["recorder"] is [String: Any])
  }

  @Test func `a program that is not there is one sentence and 127`() throws {
    let ending = try Tool.run("record", "--", "no-such-program", in: folder)
    #expect(ending.status == 127)
    #expect(ending.sentence.hasPrefix("stretto: no-such-program: there is no such program"))
    #expect(!ending.sentence.contains("\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a file that is no program is 126, and bad usage 2`() throws {
    try "text".write(toFile: scratch.path("file"), atomically: true, encoding: .utf8)
    #expect(try Tool.run("record", "--", "./file", in: folder).status == 126)
    for arguments in [[], ["--"], ["--no-such-option", "true"], ["--duration", "0", "true"]] {
      let ending = try Tool.start(["record"] + arguments, in: folder).wait()
      #expect(ending.status == 2, "\(arguments)")
    }
    let name = try Tool.run("record", "--output", "trace.txt", "--", "touch", "ran", in: folder)
    #expect(name.status == 2)
    #expect(!exists("ran"))
  }

  @Test func `an output that exists is replaced only by force`() throws {
    try "mine".write(toFile: scratch.path("t.json.gz"), atomically: true, encoding: .utf8)
    let refused = try Tool.run("record", "-o", "t.json.gz", "--", "touch", "ran", in: folder)
    #expect(refused.status == 2)
    #expect(try text("t.json.gz") == "mine")
    #expect(!exists("ran"))
    let forced = try Tool.run("record", "-f", "-o", "t.json.gz", "--", "touch", "ran", in: folder)
    #expect(forced.status == 0)
    #expect(exists("ran"))
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }

  @Test func `what belongs to the program is not the tool's`() throws {
    let ending = try Tool.run(
      "record", "-o", "t.json.gz", "printf", "%s|", "--help", "--", "-f", "", in: folder)
    #expect(ending.status == 0)
    #expect(ending.output == "--help|--|-f||")
  }

  @Test(arguments: [("TERM", 15), ("INT", 2), ("USR1", 10), ("HUP", 1)])
  func `a signal sent to the tool is passed on`(name: String, number: Int32) throws {
    let script = """
      trap 'echo got; exit 40' \(name)
      echo ready > ready
      while :; do sleep 0.01; done
      """
    let tool = try Tool.start(
      ["record", "-o", "t.json.gz", "--", "sh", "-c", script], in: folder)
    try wait(for: "ready", holding: "ready")
    kill(tool.process.processIdentifier, number)
    let ending = tool.wait()
    #expect(ending.status == 40)
    #expect(ending.output == "got\n")
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }

  @Test func `a signal that ends the program is 128 and its number`() throws {
    let ending = try Tool.run(
      "record", "-o", "t.json.gz", "--", "sh", "-c", "kill -9 $$", in: folder)
    #expect(ending.status == 137)
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }

  @Test func `Ctrl-C at a terminal reaches the program once`() throws {
    // Runs the tool on a terminal of its own, and types.
    let driver = """
      import os, pty, sys
      program = '''
      import signal, sys
      count = 0
      def interrupted(*_):
          global count
          count += 1
          print("first" if count == 1 else "again", flush=True)
      signal.signal(signal.SIGINT, interrupted)
      print("ready", flush=True)
      sys.stdin.readline()
      print("count=%d" % count, flush=True)
      '''
      child, terminal = pty.fork()
      if child == 0:
          os.execv(sys.argv[1], [sys.argv[1], "record", "-o", "t.json.gz", "--no-python", "--",
                                 sys.executable, "-c", program])
      seen = b""
      def until(word):
          global seen
          while word not in seen:
              try: piece = os.read(terminal, 4096)
              except OSError: piece = b""
              if not piece: break
              seen += piece
      until(b"ready")
      os.write(terminal, b"\\x03")
      until(b"first")
      os.write(terminal, b"\\n")
      until(b"stretto view")
      status = os.waitpid(child, 0)[1]
      print(seen.decode())
      sys.exit(os.WEXITSTATUS(status))
      """
    let ending = try Tool.driven(by: driver, in: scratch)
    #expect(ending.status == 0, "\(ending)")
    #expect(ending.output.contains("count=1"))
    #expect(!ending.output.contains("again"))
  }

  @Test func `a trace whose reader goes away costs the program nothing`() throws {
    let pipe = scratch.path("pipe.json.gz")
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = try Tool.start(
      ["-c", "head -c 20 pipe.json.gz > part; touch gone"], in: folder, path: "/bin/sh")
    let script = """
      while ! [ -e gone ]; do sleep 0.01; done
      for i in 1 2 3 4 5 6 7 8; do sleep 0.05; done
      echo done
      exit 5
      """
    let ending = try Tool.run(
      "record", "-f", "-o", "pipe.json.gz", "--", "sh", "-c", script, in: folder)
    _ = reader.wait()
    #expect(ending.status == 5)
    #expect(ending.output == "done\n")
    #expect(ending.errors.contains("the trace is not whole"))
  }

  @Test func `a recorder that is killed leaves the program alone and a file that can be read`()
    throws
  {
    let script = """
      echo start > log
      while ! [ -e stop ]; do sleep 0.01; done
      echo end >> log
      """
    // A recorder that is killed cannot remove the agents' folder.
    let tool = try Tool.start(
      ["record", "--no-python", "-o", "t.json.gz", "--", "sh", "-c", script], in: folder)
    try wait(for: "log", holding: "start")
    // Something beyond the head has been flushed.
    let limit = Date(timeIntervalSinceNow: 60)
    let path = scratch.path("t.json.gz")
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
    while size() < 400, Date() < limit { usleep(2000) }
    kill(tool.process.processIdentifier, SIGKILL)
    // Not waited for here: Foundation would wait for the program too.
    try "".write(toFile: scratch.path("stop"), atomically: true, encoding: .utf8)
    try wait(for: "log", holding: "end")
    _ = tool.wait()
    let report = try Tool.run("report", "t.json.gz", in: folder)
    #expect(report.status == 0, "\(report)")
    #expect(report.output.contains("cut"))
  }

  @Test func `a kernel that refuses the events: still a trace, and how to allow them`() throws {
    let command = [Tool.path, "record", "-o", "t.json.gz", "--", "sh", "-c", "sleep 1; exit 6"]
    let ending = try Tool.start(
      try RefusedEvents.wrapper(scratch) + command, in: folder, path: "/usr/bin/env"
    ).wait()
    #expect(ending.status == 6)
    #expect(ending.errors.contains("the kernel refused perf_event_open"))
    #expect(ending.errors.contains("--cap-add PERFMON"))
    #expect(ending.errors.contains("recorded states of threads sampled 50 times a second"))
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }
}
