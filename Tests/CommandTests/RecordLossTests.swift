import Foundation
import Testing

/// Processes that are killed, and disks that are full: the trace opens and says what is missing.
@Suite(.serialized) struct RecordLossTests {
  let scratch: ScratchFolder
  var folder: URL { scratch.url }

  init() throws { scratch = try ScratchFolder() }

  /// The interpreter itself: what is called python3 on PATH may be a script that starts others.
  private static let python = Result {
    try Tool.start(
      ["python3", "-c", "import sys; print(sys.executable, end='')"],
      in: URL(fileURLWithPath: "/"), path: "/usr/bin/env"
    ).wait().output
  }

  private func program(_ text: String) throws {
    try text.write(toFile: scratch.path("program.py"), atomically: true, encoding: .utf8)
  }

  private func recorded() throws -> (Tool.Ending, report: String) {
    let ending = try Tool.run(
      "record", "-o", "t.json.gz", "--", Self.python.get(), "program.py", in: folder)
    let report = try Tool.run("report", "t.json.gz", in: folder)
    #expect(report.status == 0, "\(report)")
    let lint = try Tool.run("lint", "t.json.gz", in: folder)
    #expect(lint.output.contains("0 errors"), "\(lint)")
    return (ending, report.output)
  }

  @Test func `a worker that is killed: what it recorded is there`() throws {
    try program(
      """
      import multiprocessing, os, signal, sys
      def work(pipe):
          pipe.send(1)
          signal.pause()
      if __name__ == "__main__":
          ours, theirs = multiprocessing.get_context("fork").Pipe()
          process = multiprocessing.get_context("fork").Process(target=work, args=(theirs,))
          process.start()
          ours.recv()
          os.kill(process.pid, signal.SIGKILL)
          process.join()
          print("worker", process.exitcode)
          sys.exit(4)
      """)
    let (ending, report) = try recorded()
    #expect(ending.status == 4)
    #expect(ending.output == "worker -9\n")
    #expect(ending.errors.contains("nothing lost"))
    #expect(report.hasPrefix("processes"))
  }

  @Test(arguments: [("os._exit(5)", 5), ("os.kill(os.getpid(), 9)", 137)])
  func `a program that leaves at once: its tasks are there`(call: String, status: Int32) throws {
    try program(
      """
      import os, threading
      done = threading.Event()
      def work(): done.set()
      thread = threading.Thread(target=work)
      thread.start()
      thread.join()
      \(call)
      """)
    let (ending, report) = try recorded()
    #expect(ending.status == status)
    #expect(report.contains("1 task"), "\(report)")
  }

  @Test func `a pool that is terminated: its tasks are there, the unfinished ones said`() throws {
    try program(
      """
      import multiprocessing, signal
      def quick(number): return number
      def stuck(number): signal.pause()
      if __name__ == "__main__":
          pool = multiprocessing.get_context("fork").Pool(2)
          print(sum(pool.map(quick, range(10), chunksize=1)))
          pool.apply_async(stuck, (1,))
          pool.terminate()
          pool.join()
      """)
    let (ending, report) = try recorded()
    #expect(ending.status == 0)
    #expect(ending.output == "45\n")
    #expect(report.contains("tasks"))
  }

  @Test func `a recorder that is killed: the program goes on, and the next one cleans up`() throws {
    try program(
      """
      import os, time
      open("begun", "w").write(os.environ["STRETTO_AGENT_RING"])
      while not os.path.exists("stop"): time.sleep(0.01)
      open("late", "w").close()
      """)
    let tool = try Tool.start(
      ["record", "-o", "t.json.gz", "--", "python3", "program.py"], in: folder)
    let begun = scratch.path("begun")
    try Waiting.until { (try? String(contentsOfFile: begun, encoding: .utf8))?.isEmpty == false }
    let ring = try String(contentsOfFile: begun, encoding: .utf8)
    let agents = URL(fileURLWithPath: ring).deletingLastPathComponent().path
    // Something beyond the head has been flushed.
    try Waiting.until {
      ((try? Data(contentsOf: URL(fileURLWithPath: scratch.path("t.json.gz"))))?.count ?? 0) > 400
    }
    kill(tool.process.processIdentifier, SIGKILL)
    // Foundation would wait for the program too.
    let state = "/proc/\(tool.process.processIdentifier)/stat"
    try Waiting.until {
      (try? String(contentsOfFile: state, encoding: .utf8))?.contains(") Z ") != false
    }
    // As if it had been a while ago.
    let past = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -60)]
    try FileManager.default.setAttributes(past, ofItemAtPath: agents + "/recorder")
    func recordAnother() throws {
      #expect(try Tool.run("record", "-f", "-o", "u.json.gz", "true", in: folder).status == 0)
    }
    try recordAnother()
    // The program lives, and what it starts loads the agents from there.
    #expect(FileManager.default.fileExists(atPath: agents))
    try Waiting.touch(scratch.path("stop"))
    try Waiting.until { FileManager.default.fileExists(atPath: scratch.path("late")) }
    try Waiting.until {
      try? recordAnother()
      return !FileManager.default.fileExists(atPath: agents)
    }
    let report = try Tool.run("report", "t.json.gz", in: folder)
    #expect(report.status == 0, "\(report)")
    #expect(report.output.contains("cut"))
    let tellsStates = report.output.contains("kernel scheduling yes")
    let missing = "the recorder ended before it had written all"
    #expect(report.output.contains(missing) == tellsStates)
    #expect(try Tool.run("repair", "t.json.gz", in: folder).status == 0)
    let repaired = try Tool.run("report", "--format", "json", "t-repaired.json.gz", in: folder)
    #expect(repaired.output.contains(missing) == tellsStates)
  }

  /// A file system of 64 KiB needs the right to mount one, in a namespace that ends with the shell.
  static let canMount: Bool = {
    let shell = try? Tool.start(
      ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"],
      in: URL(fileURLWithPath: "/"), path: "/usr/bin/unshare"
    ).wait()
    return shell?.status == 0
  }()

  @Test(.enabled(if: canMount, "a small file system needs the right to mount one"))
  func `a disk that is full costs the trace its end, and the program nothing`() throws {
    let script = """
      mkdir small && mount -t tmpfs -o size=64k none small || exit 99
      '\(Tool.path)' record -o small/t.json.gz -- sh -c \
        'i=0; while [ $i -lt 3000 ]; do /bin/true; i=$((i+1)); done; echo done; exit 5'
      echo "status $?"
      '\(Tool.path)' report small/t.json.gz
      """
    let ending = try Tool.start(
      ["--mount", "sh", "-c", script], in: folder, path: "/usr/bin/unshare"
    ).wait()
    #expect(ending.output.hasPrefix("done\nstatus 5\n"), "\(ending)")
    #expect(ending.errors.contains("the trace is not whole"), "\(ending)")
    #expect(ending.output.contains("cut"), "\(ending)")
  }

  @Test(arguments: [
    (
      "import threading\nfor _ in range(100):\n"
        + "  ts = [threading.Thread(target=int) for _ in range(20)]\n"
        + "  for t in ts: t.start()\n  for t in ts: t.join()\n", "2001 threads"
    ),
    (
      "import os\nfor _ in range(10):\n"
        + "  for _ in range(20):\n    if os.fork() == 0: os._exit(0)\n"
        + "  for _ in range(20): os.wait()\n", "201 processes"
    ),
  ])
  func `thousands of threads and hundreds of processes: nothing is lost`(
    text: String, count: String
  ) throws {
    try program(text)
    let (ending, _) = try recorded()
    #expect(ending.status == 0)
    #expect(ending.errors.contains("nothing lost"), "\(ending.errors)")
    if ending.errors.contains("thread states") { #expect(ending.errors.contains(count)) }
  }
}
