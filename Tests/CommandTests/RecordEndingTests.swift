import Foundation
import Testing

/// How a recording ends: by the program, by its children, by the user, by a signal.
@Suite(.serialized) struct RecordEndingTests {
  let scratch: ScratchFolder
  var folder: URL { scratch.url }

  init() throws { scratch = try ScratchFolder() }

  /// Whether the kernel tells of processes; where not, the recording must have said so.
  private func seesProcesses() -> Bool {
    if errors().contains("thread states") { return true }
    #expect(errors().contains("perf_event_open"))
    return false
  }

  /// Starts the tool so that what it leaves behind keeps nobody waiting.
  ///
  /// Foundation takes a process for running as long as any other has what it inherited.
  /// Messages go to a file.
  private func start(_ arguments: String...) throws -> Tool.Running {
    let program = """
      import os, sys
      os.dup2(os.open("errors", os.O_WRONLY | os.O_CREAT, 0o600), 2)
      os.closerange(3, 1024)
      os.execv(sys.argv[1], sys.argv[1:])
      """
    return try Tool.start(
      ["python3", "-c", program, Tool.path] + arguments, in: folder, path: "/usr/bin/env")
  }

  private func errors() -> String {
    (try? String(contentsOfFile: scratch.path("errors"), encoding: .utf8)) ?? ""
  }

  /// A command that leaves a process behind, which ends when the test has seen it.
  private static let leaving = """
    (exec >/dev/null 2>&1; while ! [ -e stop ]; do sleep 0.01; done; touch late) &
    exit 3
    """

  @Test func `children that outlive the command are told of, and left alone`() throws {
    let ending = try start("record", "-o", "t.json.gz", "--", "sh", "-c", Self.leaving).wait()
    #expect(ending.status == 3)
    if seesProcesses() { #expect(errors().contains("outlived the command")) }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("late")))
    try Waiting.touch(scratch.path("stop"))
    try Waiting.until { FileManager.default.fileExists(atPath: scratch.path("late")) }
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }

  @Test func `--wait records on until they have ended, and returns the command's status`() throws {
    let tool = try start(
      "record", "--wait", "-o", "t.json.gz", "--", "sh", "-c", "\(Self.leaving)")
    try Waiting.touch(scratch.path("stop"))
    let ending = tool.wait()
    #expect(ending.status == 3)
    guard seesProcesses() else { return }
    #expect(FileManager.default.fileExists(atPath: scratch.path("late")))
    #expect(!errors().contains("outlived the command"))
  }

  @Test func `a signal while only children are waited for ends the recording`() throws {
    try Self.leaving.write(toFile: scratch.path("leaving"), atomically: true, encoding: .utf8)
    let tool = try start("record", "--wait", "-o", "t.json.gz", "sh", "./leaving")
    // Until the command has ended, the signal would be the command's.
    try Waiting.until { errors().contains("recording on") || errors().contains("stretto report") }
    kill(tool.process.processIdentifier, SIGTERM)
    #expect(tool.wait().status == 3)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("late")))
    try Waiting.touch(scratch.path("stop"))
    guard errors().contains("thread states") else { return }
    #expect(errors().contains("stopped by Ctrl-C"))
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }

  @Test func `what the program sends to its whole group is not sent back to it`() throws {
    // As a shell's `kill 0` does; the tool is in the same group.
    let program = """
      import os, signal, sys
      got = []
      def asked(*_):
          print("got", len(got), flush=True)
          os._exit(7)
      signal.signal(signal.SIGTERM, lambda *_: got.append(1))
      signal.signal(signal.SIGUSR1, asked)
      os.kill(0, signal.SIGTERM)
      open("part", "w").write(str(os.getppid()))
      os.rename("part", "sent")
      while True: signal.pause()
      """
    let tool = try Tool.start(
      [
        "-w", Tool.path, "record", "--no-python", "-o", "t.json.gz", "--", "python3", "-c", program,
      ], in: folder, path: "/usr/bin/setsid")
    // The tool handles signals in their order: when this one has been passed on, the first
    // would have been.
    let sent = scratch.path("sent")
    try Waiting.until { FileManager.default.fileExists(atPath: sent) }
    let recorder = try #require(Int32(String(contentsOfFile: sent, encoding: .utf8)))
    kill(recorder, SIGUSR1)
    let ending = tool.wait()
    #expect(ending.status == 7)
    #expect(ending.output == "got 1\n")
  }

  @Test func `Ctrl-C again and again ends the recording, and leaves the program alone`() throws {
    let driver = """
      import os, pty, select, signal, sys, time
      os.closerange(3, 1024)
      program = '''
      import os, signal, time
      signal.signal(signal.SIGHUP, signal.SIG_IGN)
      signal.signal(signal.SIGINT, lambda *_: print("caught", flush=True))
      print("ready", flush=True)
      while not os.path.exists("stop"): time.sleep(0.01)
      open("late", "w").close()
      '''
      child, terminal = pty.fork()
      if child == 0:
          os.execv(sys.argv[1], [sys.argv[1], "record", "-o", "t.json.gz", "--no-python", "--",
                                 sys.executable, "-c", program])
      seen = b""
      def until(word, count, seconds):
          global seen
          while seen.count(word) < count:
              if not select.select([terminal], [], [], seconds)[0]: return
              try: piece = os.read(terminal, 4096)
              except OSError: return
              if not piece: return
              seen += piece
      def awake():
          # Until the tool has woken up for what was pressed.
          limit = time.monotonic() + 10
          while time.monotonic() < limit:
              with open("/proc/%d/status" % child) as status:
                  pending = [line.split()[1] for line in status if line.startswith("ShdPnd:")]
              if not int(pending[0], 16) & 1 << (signal.SIGINT - 1): return
              time.sleep(0.002)
      until(b"ready", 1, 60)
      # Pressed before the tool has woken up, two are one: then again.
      for _ in range(10):
          for _ in range(2):
              caught = seen.count(b"caught")
              os.write(terminal, b"\\x03")
              until(b"caught", caught + 1, 10)
              awake()
          # Longer than a trace takes to be written on a busy machine: a key pressed meanwhile
          # would end the tool without it.
          until(b"stretto view", 1, 60)
          if b"stretto view" in seen: break
      status = os.waitpid(child, 0)[1]
      print(seen.decode())
      sys.exit(os.WEXITSTATUS(status))
      """
    let ending = try Tool.driven(by: driver, in: scratch)
    #expect(ending.status == 130, "\(ending)")
    #expect(ending.output.contains("stopped by Ctrl-C"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("late")))
    try Waiting.touch(scratch.path("stop"))
    try Waiting.until { FileManager.default.fileExists(atPath: scratch.path("late")) }
    let report = try Tool.run("report", "t.json.gz", in: folder)
    #expect(report.status == 0)
    #expect(report.output.contains("Ctrl-C"))
  }

  @Test func `a program whose reader goes away ends as it would alone`() throws {
    let script = "'\(Tool.path)' record -o t.json.gz -- sh -c 'while :; do echo y; done' | head -1"
    let ending = try Tool.start(
      ["-c", script + "; echo ${PIPESTATUS[0]}"], in: folder, path: "/bin/bash"
    ).wait()
    // 128 and SIGPIPE.
    #expect(ending.output == "y\n141\n")
    #expect(try Tool.run("report", "t.json.gz", in: folder).status == 0)
  }
}

/// Waiting for what another process does, which has no time of its own.
enum Waiting {
  struct Never: Error {}

  static func until(_ condition: () -> Bool) throws {
    let limit = Date(timeIntervalSinceNow: 120)
    while !condition() {
      guard Date() < limit else { throw Never() }
      usleep(2000)
    }
  }

  static func touch(_ path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
  }
}
